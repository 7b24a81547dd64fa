import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf } from '#shared/rules/days'
import { useView } from '../../bridge/useView'
import { Day } from '../../components/Day'
import { MoonStar } from '../../components/icons'
import { State } from '../../components/State'

/** The days of rest on a member's card that are not over, for who would give her a shift; nobody reads why. */
export const RestOf = ({ memberId }: { readonly memberId: string }) => {
  const { t } = useTranslation()
  const cards = useView('card.list', undefined)
  const today = dayOf(new Date().toISOString())
  const card = cards?.ok ? cards.value.cards.find((one) => one.memberId === memberId) : undefined
  const coming = (card?.restPeriods ?? []).filter(({ to }) => (to ?? '') >= today)
  if (coming.length === 0) return <p>{t('shifts.rests.noneHers')}</p>
  return (
    <State icon={MoonStar} dye="pericon">
      {t('shifts.rests.hers')}{' '}
      {coming.map(({ from, to }, n) => (
        <Fragment key={n}>
          {n > 0 && '; '}
          <Day day={from ?? ''} /> – <Day day={to ?? ''} />
        </Fragment>
      ))}
    </State>
  )
}
