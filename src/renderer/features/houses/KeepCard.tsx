import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseCardView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { MenuButton } from '../../components/MenuButton'
import { Outcomes } from '../../components/Outcome'
import { offerInput, offerOf } from './offerDraft'

/** What may be said of a card beside what follows from its places; not `compromised`, which has its own screen. */
const said = ['open', 'full', 'paused', 'closed'] as const
type Said = (typeof said)[number]

/** Confirms a card as it is, changes it, pauses it; opens the house's own space. For who may change it. */
export const KeepCard = ({ card, mine }: { readonly card: HouseCardView; readonly mine: boolean }) => {
  const { t } = useTranslation()
  const offer = useAction('house.offer')
  const setStatus = useAction('house.setStatus')
  const openTeam = useAction('house.openTeam')
  const me = useView('me', undefined)
  const [asked, setAsked] = useState<Said | null>(null)
  const { houseCardId } = card
  const facilitates = me?.ok && me.value.role !== null && me.value.role !== 'member'
  const say = async (status: Said): Promise<void> => {
    const done = await setStatus.run({ houseCardId, status })
    if (done.ok) setAsked(null)
  }
  return (
    <Stack>
      <Button isPending={offer.busy} onPress={() => void offer.run(offerInput(offerOf(card), houseCardId))}>
        {t('houses.keep.confirm')}
      </Button>
      <Go look="plain" to={`/houses/${houseCardId}/offer`}>
        {t('houses.keep.change')}
      </Go>
      <MenuButton
        label={t('houses.keep.status')}
        items={said.map((id) => ({ id, label: t(`houses.status.${id}`) }))}
        onAction={(id) => setAsked(id as Said)}
      />
      {!mine && facilitates && (
        <>
          <p>{t('houses.keep.teamText')}</p>
          <Button isPending={openTeam.busy} onPress={() => void openTeam.run({ houseCardId })}>
            {t('houses.keep.team')}
          </Button>
        </>
      )}
      <Outcomes
        of={[
          [offer, t('houses.keep.confirmed')],
          [setStatus, t('houses.keep.said')],
          [openTeam, t('houses.keep.teamDone')],
        ]}
      />
      <Confirm
        title={t('houses.keep.statusTitle', { status: asked === null ? '' : t(`houses.status.${asked}`) })}
        action={t('houses.keep.say')}
        isOpen={asked !== null}
        busy={setStatus.busy}
        onConfirm={() => asked !== null && void say(asked)}
        onClose={() => setAsked(null)}
      >
        <p>{asked === null ? '' : t(`houses.keep.means.${asked}`)}</p>
      </Confirm>
    </Stack>
  )
}
