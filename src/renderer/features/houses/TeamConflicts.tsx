import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { Outcomes } from '../../components/Outcome'
import { TwoVersions } from '../../components/TwoVersions'
import { today } from '../../i18n/today'
import { useLabel } from '../../i18n/useLabel'
import { useLanguage } from '../../i18n/useLanguage'

type Props = { readonly house: HouseTeamView }
type Conflict = HouseTeamView['conflicts'][number]

const OneConflict = ({ house, conflict }: Props & { readonly conflict: Conflict }) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const safetyOf = useLabel('securityStatus')
  const set = useAction('house.setTeamField')
  const move = useAction('stay.setStatus')
  const arrive = useAction('stay.arrive')
  const depart = useAction('stay.depart')
  const [isLater, setLater] = useState(false)
  if (isLater) return null
  const { houseCardId } = house
  const [part, stayId = '', field = part ?? ''] = conflict.path.split('.')
  const stay = part === 'stays' ? house.stays.find((one) => one.stayId === stayId) : undefined
  const name = stay ? field : conflict.path
  const words = (value: string | null): string => {
    if (value === null || value === '') return t('houses.team.nothing')
    if (name === 'securityStatus') return safetyOf(value)
    if (name === 'status') return t(`houses.stay.status.${value}`, { defaultValue: value })
    const day = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : null
    return day
      ? day.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
      : value
  }
  const keep = (n: string): void => {
    const value = conflict.versions[Number(n)]?.value ?? null
    if (!stay || name !== 'status') {
      void set.run({ houseCardId, path: conflict.path, value, basedOn: [...house.heads] })
      return
    }
    const { guestAlias, partySize, departure } = stay
    if (value === 'arrived') void arrive.run({ houseCardId, stayId, guestAlias, partySize: partySize })
    else if (value === 'departed')
      void depart.run({
        houseCardId,
        stayId,
        kind: departure.kind ?? 'unplanned',
        date: departure.date ?? today(),
        planDone: departure.planDone,
      })
    else void move.run({ houseCardId, stayId, status: value as 'in_stay' })
  }
  const title = t(`houses.team.field.${name}`, { defaultValue: name })
  return (
    <>
      <TwoVersions
        field={stay ? `${title} (${stay.guestAlias})` : title}
        versions={conflict.versions.map(({ value, by, on }, n) => ({ id: String(n), value: words(value), by, on }))}
        busy={set.busy || move.busy || arrive.busy || depart.busy}
        onKeep={keep}
        onLater={() => setLater(true)}
      />
      <Outcomes of={[set, move, arrive, depart].map((action) => [action, t('houses.kept')] as const)} />
    </>
  )
}

/** What the team wrote apart of the house and its stays. An address is shown only when it is asked for. */
export const TeamConflicts = ({ house }: Props) =>
  house.conflicts
    .filter(({ path }) => path !== 'address')
    .map((conflict) => <OneConflict key={conflict.path} house={house} conflict={conflict} />)

/** Two addresses, where there are: under the same cover as the address. */
export const AddressConflict = ({ house }: Props) =>
  house.conflicts
    .filter(({ path }) => path === 'address')
    .map((conflict) => <OneConflict key={conflict.path} house={house} conflict={conflict} />)
