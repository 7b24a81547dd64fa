import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { HouseCardView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Saved } from '../../components/Saved'
import { Viewed } from '../../components/Viewed'
import { missingIn, newOffer, offerInput, offerOf } from './offerDraft'
import type { OfferDraft } from './offerDraft'
import { OfferFields } from './OfferFields'

type FormProps = {
  readonly form: string
  readonly initial: OfferDraft
  /** Left out for a house that is not on the board yet. */
  readonly card?: HouseCardView
}

const OfferForm = ({ form, initial, card }: FormProps) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const offer = useAction('house.offer')
  const draft = useDraft(form, initial)
  const [tried, setTried] = useState(false)
  const missing = missingIn(draft.value)
  const lacks = Object.values(missing).some(Boolean)
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  const send = async (): Promise<void> => {
    setTried(true)
    if (lacks) return
    const isCounted = card?.placesFrom === 'team'
    const counted = isCounted ? { ...draft.value, placesFree: null } : draft.value
    const done = await offer.run(offerInput(counted, card?.houseCardId))
    if (!done.ok) return
    draft.drop()
    go(`/houses/${done.value.houseCardId}`)
  }
  return (
    <Stack>
      <p>{t('houses.offer.never')}</p>
      <OfferFields
        value={draft.value}
        put={(part) => draft.change((last) => ({ ...last, ...part }))}
        missing={tried ? missing : {}}
        isCounted={card?.placesFrom === 'team'}
      />
      <Row>
        <Button kind="main" isPending={offer.busy} onPress={() => void send()}>
          {t(card ? 'houses.offer.renew' : 'houses.offer.send')}
        </Button>
        <Go look="quiet" to={card ? `/houses/${card.houseCardId}` : '/houses'}>
          {t('ui.back')}
        </Go>
        <Saved state={draft.state} />
      </Row>
      {tried && lacks && <p role="alert">{t('houses.offer.lacks')}</p>}
      <Outcome action={offer} done={t('houses.offer.done')} />
    </Stack>
  )
}

/** Offers a house to the network. */
export const OfferScreen = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('houses.offer.title')} lead={t('houses.offer.lead')} />
      <OfferForm form="house.offer" initial={newOffer} />
    </>
  )
}

/** Changes and confirms the card of a house. */
export const RenewScreen = ({ houseCardId }: { readonly houseCardId: string }) => {
  const { t } = useTranslation()
  const view = useView('house.view', { houseCardId })
  return (
    <>
      <PageHead title={t('houses.offer.renewTitle')} lead={t('houses.offer.renewLead')} />
      <Viewed view={view}>
        {(card) =>
          card.mayChange ? (
            <OfferForm form={`house.offer:${houseCardId}`} initial={offerOf(card)} card={card} />
          ) : (
            <Notice title={t('houses.notHers')}>
              <p>{t('houses.notHersText')}</p>
            </Notice>
          )
        }
      </Viewed>
    </>
  )
}
