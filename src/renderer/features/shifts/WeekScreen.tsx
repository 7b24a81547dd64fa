import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { ArrowLeft, ArrowRight } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { useLanguage } from '../../i18n/useLanguage'
import { Clashes } from './Clashes'
import { Gaps } from './Gaps'
import { OnDutyNow } from './OnDutyNow'
import { ShiftsNav } from './ShiftsNav'
import { dayOf, midnight, mondayOf, openHours, openShifts } from './weekTime'
import { WeekTable } from './WeekTable'

const Steps = ({ monday }: { readonly monday: string }) => {
  const { t } = useTranslation()
  return (
    <Row>
      <Go look="plain" to={`/shifts/week/${dayOf(midnight(monday, -7))}`}>
        <ArrowLeft aria-hidden="true" size={18} />
        {t('shifts.before')}
      </Go>
      <Go look="plain" to={`/shifts/week/${dayOf(midnight(monday, 7))}`}>
        {t('shifts.after')}
        <ArrowRight aria-hidden="true" size={18} />
      </Go>
    </Row>
  )
}

/** A week of shifts: first what nobody answers for, then who answers now, then the table. */
export const WeekScreen = ({ day }: { readonly day?: string }) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const monday = mondayOf(day ?? dayOf(new Date()))
  const view = useView('shift.calendar', {
    from: midnight(monday).toISOString(),
    to: midnight(monday, 7).toISOString(),
  })
  const today = midnight(dayOf(new Date()))
  // gaps are of the next seven days whatever week is shown: their shifts may be in another
  const near = useView('shift.calendar', {
    from: today.toISOString(),
    to: midnight(dayOf(today), 8).toISOString(),
  })
  const committees = useView('committee.list', undefined)
  const when = (date: Date): string => date.toLocaleDateString(locale, { day: 'numeric', month: 'long' })
  return (
    <>
      <PageHead
        title={t('shifts.title')}
        lead={t('shifts.lead', { from: when(midnight(monday)), to: when(midnight(monday, 6)) })}
      >
        <Go look="main" to="/shifts/assign">
          {t('shifts.assign.action')}
        </Go>
      </PageHead>
      <ShiftsNav />
      <Viewed view={committees}>
        {({ committees: all }) =>
          all.length === 0 ? (
            <EmptyState
              title={t('shifts.emptyTitle')}
              action={
                <Go look="plain" to="/shifts/committees">
                  {t('committees.title')}
                </Go>
              }
            >
              <p>{t('shifts.empty')}</p>
            </EmptyState>
          ) : (
            <Viewed view={view} waiting={t('shifts.waiting')}>
              {({ shifts, gaps }) => {
                const known = near?.ok ? near.value.shifts : []
                const missed = openShifts(gaps, known)
                const open = openHours(gaps, known)
                return (
                  <Stack>
                    <Gaps committees={all} shifts={missed} open={open} />
                    <Clashes shifts={shifts} />
                    <OnDutyNow committees={all} />
                    <Steps monday={monday} />
                    <WeekTable monday={monday} committees={all} shifts={shifts} open={open} />
                  </Stack>
                )
              }}
            </Viewed>
          )
        }
      </Viewed>
    </>
  )
}
