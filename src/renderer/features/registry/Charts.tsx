import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { useView } from '../../bridge/useView'
import { BarChart } from '../../components/BarChart'
import { EmptyState } from '../../components/EmptyState'
import { Filters } from '../../components/Filters'
import { Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { Panel } from '../../components/Panel'
import { Table } from '../../components/Table'
import { Viewed } from '../../components/Viewed'
import { useCountry } from '../../i18n/useCountries'
import { useLabel } from '../../i18n/useLabel'
import { useLanguage } from '../../i18n/useLanguage'
import { PeriodChoice, usePeriodWords } from './PeriodChoice'

const kinds = ['month', 'country', 'typeFamily', 'perpetratorFamily', 'genderDimension'] as const
type Kind = (typeof kinds)[number]
type Cell = QueryOutput<'registry.tables'>['cells'][number]

const OfKind = ({ period, kind }: { readonly period: string; readonly kind: Kind }) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const words: Readonly<Record<Kind, (code: string) => string>> = {
    month: usePeriodWords(),
    country: useCountry(),
    typeFamily: useLabel('aggressionType'),
    perpetratorFamily: useLabel('perpetrator'),
    genderDimension: useLabel('genderDimension'),
  }
  const view = useView('registry.tables', { period, rows: kind })
  const label = ({ row }: Cell): string => (row === null ? t('registry.notNoted') : words[kind](row))
  const inOrder = (a: Cell, b: Cell): number =>
    kind === 'month' ? ((a.row ?? '9') < (b.row ?? '9') ? -1 : 1) : b.aggressions - a.aggressions
  return (
    <Viewed view={view}>
      {({ cells, total, refusedStatistics }) => {
        const rows = [...cells].sort(inOrder)
        const most = [...cells].sort((a, b) => b.aggressions - a.aggressions)[0]
        const number = (count: number): string => count.toLocaleString(locale)
        if (most === undefined)
          return (
            <EmptyState title={t('registry.charts.none')}>
              <p>{t('registry.charts.noneText')}</p>
            </EmptyState>
          )
        return (
          <Stack>
            <BarChart
              title={t(`registry.charts.by.${kind}`)}
              text={t('registry.charts.text', {
                total: number(total.aggressions),
                events: number(total.events),
                most: label(most),
                count: number(most.aggressions),
              })}
              rows={t(`registry.charts.${kind}`)}
              bars={rows.map((cell) => ({ label: label(cell), count: cell.aggressions }))}
            />
            <Panel title={t('registry.charts.table')}>
              <Table
                label={t(`registry.charts.by.${kind}`)}
                isWide
                rows={rows}
                keyOf={(cell) => cell.row ?? ''}
                columns={[
                  { id: 'row', label: t(`registry.charts.${kind}`), cell: label },
                  ...(['aggressions', 'events', 'personal', 'collective', 'organisation'] as const).map((unit) => ({
                    id: unit,
                    label: t(`registry.charts.unit.${unit}`),
                    isNumber: true,
                    cell: (cell: Cell) => number(cell[unit]),
                  })),
                ]}
              />
            </Panel>
            {refusedStatistics > 0 && <p>{t('registry.charts.refused', { count: refusedStatistics })}</p>}
          </Stack>
        )
      }}
    </Viewed>
  )
}

/** The tables of a period as bars, with the same in figures. They are raw: for who may read the entries themselves. */
export const Charts = () => {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>('month')
  return (
    <PeriodChoice>
      {(period) => (
        <Stack>
          <Filters
            label={t('registry.charts.choose')}
            options={kinds.map((id) => ({ id, label: t(`registry.charts.${id}`) }))}
            value={kind}
            onChange={(id) => setKind(kinds.find((one) => one === id) ?? 'month')}
          />
          <OfKind period={period} kind={kind} />
          <Notice title={t('registry.charts.raw')}>
            <p>{t('registry.charts.rawText')}</p>
          </Notice>
        </Stack>
      )}
    </PeriodChoice>
  )
}
