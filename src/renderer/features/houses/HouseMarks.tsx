import { useTranslation } from 'react-i18next'
import type { HouseRow } from '#shared/contract/houses'
import { CircleCheck, CircleDashed, CirclePause, CircleSlash, Clock3, Hourglass } from '../../components/icons'
import type { LucideIcon } from '../../components/icons'
import { State } from '../../components/State'
import type { Dye } from '../../components/State'
import { useAgo } from '../../i18n/useAgo'
import { useLanguage } from '../../i18n/useLanguage'

const marks: Readonly<Record<string, readonly [LucideIcon, Dye]>> = {
  open: [CircleCheck, 'jade'],
  limited: [Hourglass, 'pericon'],
  full: [CircleSlash, 'barro'],
  paused: [CirclePause, 'piedra'],
  closed: [CircleSlash, 'piedra'],
  compromised: [CircleSlash, 'barro'],
}
/** How sure the news of a card is, as its edge shows it. */
export const edges = { confirmed: 'whole', lapsing: 'stitched', unconfirmed: 'dotted' } as const

/** Open, little room, full, paused: grey where nobody confirmed it. */
export const HouseState = ({ status, isSure }: { readonly status: string; readonly isSure: boolean }) => {
  const { t } = useTranslation()
  const [icon, dye] = marks[status] ?? [CircleDashed, 'piedra']
  return (
    <State icon={icon} dye={isSure ? dye : 'piedra'}>
      {t(`houses.status.${status}`, { defaultValue: status })}
    </State>
  )
}

/** Until when a card is confirmed, or since when nobody did. */
export const Freshness = ({ freshness, validUntil }: Pick<HouseRow, 'freshness' | 'validUntil'>) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const ago = useAgo()
  const when = new Date(validUntil)
  const day = Number.isNaN(when.getTime())
    ? ''
    : when.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  if (freshness === 'confirmed')
    return (
      <State icon={CircleCheck} dye="jade">
        {t('houses.confirmedUntil', { day })}
      </State>
    )
  if (freshness === 'lapsing')
    return (
      <State icon={Clock3} dye="pericon">
        {t('houses.lapses', { when: ago(validUntil) })}
      </State>
    )
  return (
    <State icon={CircleDashed} dye="piedra">
      {t('houses.unconfirmedSince', { day })}
    </State>
  )
}
