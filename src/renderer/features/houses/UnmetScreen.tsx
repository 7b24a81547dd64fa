import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnmetRow } from '#shared/contract/houses'
import { addDays } from '#shared/rules/days'
import { useView } from '../../bridge/useView'
import { BarChart } from '../../components/BarChart'
import { DayField } from '../../components/DayField'
import { EmptyState } from '../../components/EmptyState'
import { Pair, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Table } from '../../components/Table'
import { Viewed } from '../../components/Viewed'
import { today } from '../../i18n/today'
import { useCountry } from '../../i18n/useCountries'
import { useLabel } from '../../i18n/useLabel'
import { HousesNav } from './HousesNav'

const Figures = ({ rows }: { readonly rows: readonly UnmetRow[] }) => {
  const { t } = useTranslation()
  const countryOf = useCountry()
  const labelOf = useLabel('holdReason')
  const reasonOf = ({ outcome, reason }: UnmetRow): string =>
    outcome === 'expired' ? t('houses.unmet.expired') : reason === null ? t('houses.unmet.noReason') : labelOf(reason)
  const reasons = [...new Set(rows.map(reasonOf))]
    .map((label) => ({
      label,
      count: rows.filter((row) => reasonOf(row) === label).reduce((sum, { requests }) => sum + requests, 0),
    }))
    .sort((a, b) => b.count - a.count)
  const total = rows.reduce((sum, { requests }) => sum + requests, 0)
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  if (rows.length === 0)
    return (
      <EmptyState title={t('houses.unmet.emptyTitle')}>
        <p>{t('houses.unmet.empty')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      <BarChart
        title={t('houses.unmet.byReason')}
        text={t('houses.unmet.total', { count: total, people: t('houses.people', { count: people }) })}
        rows={t('houses.unmet.reason')}
        bars={reasons}
      />
      <Table
        label={t('houses.unmet.table')}
        rows={rows}
        keyOf={({ outcome, reason, country }) => `${outcome} ${reason ?? ''} ${country}`}
        columns={[
          { id: 'reason', label: t('houses.unmet.reason'), cell: reasonOf },
          { id: 'country', label: t('houses.country'), cell: ({ country }) => countryOf(country) },
          { id: 'requests', label: t('houses.unmet.requests'), isNumber: true, cell: ({ requests }) => requests },
          { id: 'people', label: t('houses.unmet.people'), isNumber: true, cell: (row) => row.people },
        ]}
      />
    </Stack>
  )
}

/** Requests that did not come to a stay, counted: what shows which places are missing. */
export const UnmetScreen = () => {
  const { t } = useTranslation()
  const [from, setFrom] = useState(() => addDays(today(), -365))
  const [to, setTo] = useState(today)
  const view = useView('house.unmet', { from, to })
  return (
    <>
      <PageHead title={t('houses.unmet.title')} lead={t('houses.unmet.lead')} />
      <HousesNav />
      <Stack>
        <Panel title={t('houses.unmet.when')}>
          <Pair>
            <DayField label={t('ui.from')} value={from} onChange={(day) => day !== null && setFrom(day)} latest={to} />
            <DayField label={t('ui.to')} value={to} onChange={(day) => day !== null && setTo(day)} />
          </Pair>
        </Panel>
        <Viewed view={view}>{({ rows }) => <Figures rows={rows} />}</Viewed>
      </Stack>
    </>
  )
}
