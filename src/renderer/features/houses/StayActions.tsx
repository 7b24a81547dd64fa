import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StayRow } from '#shared/contract/houses'
import { wayTo } from '#shared/rules/machine'
import { stayMachine } from '#shared/rules/stay'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { MenuButton } from '../../components/MenuButton'
import { Outcomes } from '../../components/Outcome'
import { DepartDialog, ExtendDialog } from './StayDialogs'

/** What may be said of a stay by one press. */
const saidAtOnce = ['in_stay', 'departure_planned', 'no_show', 'moved', 'followed_up'] as const
type Said = (typeof saidAtOnce)[number]
type Props = { readonly stay: StayRow; readonly houseCardId: string }

/** The next steps of a stay: the likeliest as a button, the others under one word. */
export const StayActions = ({ stay, houseCardId }: Props) => {
  const { t } = useTranslation()
  const arrive = useAction('stay.arrive')
  const say = useAction('stay.setStatus')
  const [asked, setAsked] = useState<'extend' | 'depart' | null>(null)
  const { stayId, status, guestAlias, partySize } = stay
  const may = (to: string): boolean => wayTo(stayMachine, [status], to) !== 'none'
  const items = [
    ...(may('extended') ? [{ id: 'extend', label: t('houses.stay.extend') }] : []),
    ...saidAtOnce.filter((to) => to !== status && may(to)).map((id) => ({ id, label: t(`houses.stay.say.${id}`) })),
  ]
  const choose = (id: string): void => {
    if (id === 'extend') setAsked('extend')
    else void say.run({ houseCardId, stayId, status: id as Said })
  }
  return (
    <>
      {may('arrived') && (
        <Button
          isPending={arrive.busy}
          onPress={() => void arrive.run({ houseCardId, stayId, guestAlias, partySize: partySize })}
        >
          {t('houses.stay.arrived')}
        </Button>
      )}
      {may('departed') && <Button onPress={() => setAsked('depart')}>{t('houses.stay.depart')}</Button>}
      {items.length > 0 && (
        <MenuButton label={`${t('houses.stay.more')}: ${guestAlias}`} items={items} onAction={choose} />
      )}
      <Outcomes
        of={[
          [arrive, t('houses.stay.noted')],
          [say, t('houses.stay.noted')],
        ]}
      />
      <ExtendDialog stay={stay} houseCardId={houseCardId} isOpen={asked === 'extend'} onClose={() => setAsked(null)} />
      <DepartDialog stay={stay} houseCardId={houseCardId} isOpen={asked === 'depart'} onClose={() => setAsked(null)} />
    </>
  )
}
