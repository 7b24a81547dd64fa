import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldRow } from '#shared/contract/houses'
import { Day } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { useAgo, useNow } from '../../i18n/useAgo'
import { useLabel } from '../../i18n/useLabel'
import { childBands } from './askDraft'
import { HoldState } from './HoldState'

/** Who comes, in words: «2 adultas, 1 de 0 a 5 años». */
const Party = ({ hold }: { readonly hold: HoldRow }) => {
  const { t } = useTranslation()
  const { adults, childrenByBand } = hold.party
  const words = [
    adults ? t('houses.adults', { count: adults }) : '',
    ...childBands.map((band) => {
      const many = childrenByBand[band]
      return many ? t(`houses.band.${band}`, { count: many }) : ''
    }),
  ]
  return <>{words.filter(Boolean).join(', ') || t('houses.people', { count: hold.people })}</>
}

const waiting: readonly string[] = ['requested', 'accepted', 'double_booked']

/** How long a request still stands; it may be answered a while after its time, since clocks differ. */
const Left = ({ hold }: { readonly hold: HoldRow }) => {
  const { t } = useTranslation()
  const ago = useAgo()
  const now = useNow()
  if (!waiting.includes(hold.status)) return null
  const until = hold.keptUntil !== null && hold.keptUntil > hold.expiresAt ? hold.keptUntil : hold.expiresAt
  const isLate = Date.parse(until) < now
  const kind = hold.status === 'requested' ? 'answer' : 'keep'
  return <p>{t(`houses.left.${isLate ? 'late' : kind}`, { when: ago(until) })}</p>
}

/** All that a request says, under its title. */
export const HoldWords = ({ hold }: { readonly hold: HoldRow }) => {
  const { t } = useTranslation()
  const reasonOf = useLabel('holdReason')
  const ago = useAgo()
  const { requestedBy, answeredBy, arrival, nights, reason } = hold
  return (
    <>
      <p>
        <HoldState status={hold.status} />
      </p>
      <p>
        <Party hold={hold} />
        {arrival !== null && (
          <>
            {' · '}
            {t('houses.arrives')} <Day day={arrival} />
          </>
        )}
        {nights !== null && ` · ${t('houses.nights', { count: nights })}`}
      </p>
      {hold.party.needs !== '' && <p>{hold.party.needs}</p>}
      <Left hold={hold} />
      {requestedBy && (
        <p>
          {t('houses.askedBy')} <PersonName name={requestedBy.alias} />
          {hold.requestedAt && `, ${ago(hold.requestedAt)}`}
        </p>
      )}
      {answeredBy && (
        <p>
          {t('houses.answeredBy')} <PersonName name={answeredBy.alias} />
          {reason !== null && <Fragment>: {reasonOf(reason)}</Fragment>}
        </p>
      )}
      {hold.houseCompromised && waiting.includes(hold.status) && <p role="alert">{t('houses.doNotGo')}</p>}
    </>
  )
}
