import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { BarChart } from '../../components/BarChart'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { Table } from '../../components/Table'
import { Viewed } from '../../components/Viewed'
import { useLanguage } from '../../i18n/useLanguage'
import { entryStates } from './EntryState'
import { PeriodChoice } from './PeriodChoice'

const OfPeriod = ({ period }: { readonly period: string }) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const view = useView('registry.quality', { period })
  const field = (name: string): string => t(`registry.field.${name}`, { defaultValue: name })
  return (
    <Viewed view={view}>
      {({ total, byStatus, missing, unverified, uncoded, secondCoded, agreement }) => {
        const lacking = Object.entries(missing)
          .filter(([, count]) => count > 0)
          .sort(([, a], [, b]) => b - a)
        const compared = Object.entries(agreement)
        return (
          <Stack>
            <BarChart
              title={t('registry.quality.states')}
              text={t('registry.quality.statesText', { total, unverified, uncoded, secondCoded })}
              rows={t('registry.column.status')}
              bars={entryStates
                .filter((status) => (byStatus[status] ?? 0) > 0)
                .map((status) => ({ label: t(`registry.status.${status}`), count: byStatus[status] ?? 0 }))}
            />
            {lacking.length === 0 ? (
              <p>{t('registry.quality.complete')}</p>
            ) : (
              <BarChart
                title={t('registry.quality.missing')}
                text={t('registry.quality.missingText', {
                  field: field(lacking[0]?.[0] ?? ''),
                  count: lacking[0]?.[1],
                })}
                rows={t('registry.second.field')}
                bars={lacking.map(([name, count]) => ({ label: field(name), count }))}
              />
            )}
            <Panel title={t('registry.quality.agreement')}>
              {compared.length === 0 ? (
                <p>{t('registry.quality.noAgreement')}</p>
              ) : (
                <Table
                  label={t('registry.second.compared')}
                  rows={compared}
                  keyOf={([name]) => name}
                  columns={[
                    { id: 'field', label: t('registry.second.field'), cell: ([name]) => field(name) },
                    {
                      id: 'agrees',
                      label: t('registry.quality.agrees'),
                      isNumber: true,
                      cell: ([, { agrees }]) => agrees.toLocaleString(locale),
                    },
                    {
                      id: 'differs',
                      label: t('registry.quality.differs'),
                      isNumber: true,
                      cell: ([, { differs }]) => differs.toLocaleString(locale),
                    },
                  ]}
                />
              )}
            </Panel>
          </Stack>
        )
      }}
    </Viewed>
  )
}

/** How good the entries of a period are: what waits, what is missing, how second coders agreed. Nothing by person. */
export const Quality = () => <PeriodChoice>{(period) => <OfPeriod period={period} />}</PeriodChoice>
