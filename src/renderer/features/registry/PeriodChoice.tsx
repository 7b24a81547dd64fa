import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { ChoiceField } from '../../components/ChoiceField'
import { EmptyState } from '../../components/EmptyState'
import { Stack } from '../../components/Layout'
import { Viewed } from '../../components/Viewed'
import { useLanguage } from '../../i18n/useLanguage'

/** A year or a month in words. */
export const usePeriodWords = (): ((period: string) => string) => {
  const { locale } = useLanguage()
  return (period) =>
    /^\d{4}-\d{2}$/.test(period)
      ? new Date(`${period}-01T00:00:00Z`).toLocaleDateString(locale, {
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        })
      : period
}

/** Chooses among the periods that have entries, the last year first, and shows what belongs to it. */
export const PeriodChoice = ({ children }: { readonly children: (period: string) => ReactNode }) => {
  const { t } = useTranslation()
  const words = usePeriodWords()
  const view = useView('registry.periods', undefined)
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <Viewed view={view}>
      {({ periods }) => {
        const period = chosen ?? periods.find((one) => one.period.length === 4)?.period ?? periods[0]?.period
        if (period === undefined)
          return (
            <EmptyState title={t('registry.queue.none')}>
              <p>{t('registry.queue.noneText')}</p>
            </EmptyState>
          )
        return (
          <Stack>
            <ChoiceField
              label={t('registry.period')}
              options={periods.map((one) => ({ id: one.period, label: words(one.period) }))}
              value={period}
              onChange={setChosen}
            />
            {children(period)}
          </Stack>
        )
      }}
    </Viewed>
  )
}
