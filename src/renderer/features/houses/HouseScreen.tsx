import { useTranslation } from 'react-i18next'
import type { HouseCardView, HouseRow } from '#shared/contract/houses'
import { useView } from '../../bridge/useView'
import { Facts } from '../../components/Facts'
import { Go } from '../../components/Go'
import { PersonName } from '../../components/Discreet'
import { WithRail, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { useAgo } from '../../i18n/useAgo'
import { useCountry } from '../../i18n/useCountries'
import { useLabel } from '../../i18n/useLabel'
import { mayAsk } from './BoardCard'
import { HouseConflicts } from './HouseConflicts'
import { Freshness, HouseState } from './HouseMarks'
import { HouseFigures } from './HouseFigures'
import { KeepCard } from './KeepCard'

type Props = { readonly card: HouseCardView; readonly row: HouseRow | undefined }

const CardFacts = ({ card, row }: Props) => {
  const { t } = useTranslation()
  const countryOf = useCountry()
  const typeOf = useLabel('houseType')
  const serviceOf = useLabel('supportMeasure')
  const languageOf = useLabel('language')
  const ago = useAgo()
  const yesNo = (said: boolean | null): string => (said === null ? '' : t(said ? 'houses.yes' : 'houses.no'))
  const people = row?.contacts.map(({ memberId, alias }, n) => (
    <span key={memberId}>
      {n > 0 && ', '}
      <PersonName name={alias} />
    </span>
  ))
  return (
    <Facts
      facts={[
        { id: 'country', label: t('houses.country'), value: countryOf(card.country) },
        { id: 'zone', label: t('houses.offer.zone'), value: card.zone },
        { id: 'type', label: t('houses.offer.type'), value: typeOf(card.type) },
        {
          id: 'places',
          label: t('houses.offer.places'),
          value: t('ui.beds', { free: Math.min(card.placesFree, card.placesTotal), total: card.placesTotal }),
        },
        { id: 'from', label: t('houses.countedBy'), value: t(`houses.counted.${card.placesFrom}`) },
        { id: 'stay', label: t('houses.offer.stay'), value: card.maxStayDays },
        { id: 'children', label: t('houses.offer.acceptsChildren'), value: yesNo(card.acceptsChildren) },
        { id: 'accessible', label: t('houses.offer.accessible'), value: yesNo(card.accessible) },
        { id: 'pets', label: t('houses.offer.acceptsPets'), value: yesNo(card.acceptsPets) },
        {
          id: 'abroad',
          label: t('houses.offer.acceptsFromOtherCountries'),
          value: yesNo(card.acceptsFromOtherCountries),
        },
        { id: 'languages', label: t('houses.offer.languages'), value: card.languages.map(languageOf).join(', ') },
        { id: 'services', label: t('houses.offer.services'), value: card.services.map(serviceOf).join(', ') },
        { id: 'fit', label: t('houses.offer.fit'), value: card.fit },
        { id: 'response', label: t('houses.offer.response'), value: card.responseHours },
        { id: 'contacts', label: t('houses.offer.contacts'), value: people?.length ? people : '' },
        { id: 'updated', label: t('houses.updated'), value: card.updatedAt ? ago(card.updatedAt) : '' },
      ]}
    />
  )
}

/** The card of a house: what the network knows of it, and for who may, the ways to keep it fresh. */
export const HouseScreen = ({ houseCardId }: { readonly houseCardId: string }) => {
  const { t } = useTranslation()
  const view = useView('house.view', { houseCardId })
  const board = useView('house.board', undefined)
  const row = board?.ok ? board.value.houses.find((one) => one.houseCardId === houseCardId) : undefined
  const card = view?.ok ? view.value : undefined
  const status = row?.status ?? card?.status ?? 'open'
  return (
    <>
      <PageHead
        kicker={<Go to="/houses">{t('houses.title')}</Go>}
        title={card ? <PersonName name={card.alias} /> : t('houses.house')}
      >
        {card && mayAsk({ status }) && (
          <Go look="main" to={`/houses/${houseCardId}/ask`}>
            {t('houses.ask.action')}
          </Go>
        )}
        {row?.mine && (
          <Go look="plain" to={`/houses/${houseCardId}/team`}>
            {t('houses.openMine')}
          </Go>
        )}
      </PageHead>
      <Viewed view={view}>
        {(shown) => (
          <Stack>
            <HouseConflicts card={shown} />
            <WithRail
              label={t('houses.now')}
              rail={
                <Panel title={t('houses.now')}>
                  <Stack>
                    <HouseState status={status} isSure={row?.freshness !== 'unconfirmed'} />
                    {row && <Freshness {...row} />}
                    {!mayAsk({ status }) && <p>{t('houses.notAsking')}</p>}
                    {shown.mayChange && <KeepCard card={shown} mine={row?.mine ?? false} />}
                  </Stack>
                </Panel>
              }
            >
              <Stack>
                <Panel title={t('houses.card')}>
                  <CardFacts card={shown} row={row} />
                </Panel>
                {shown.figures.mayShare && !row?.mine && (
                  <HouseFigures houseCardId={houseCardId} figures={shown.figures} />
                )}
              </Stack>
            </WithRail>
          </Stack>
        )}
      </Viewed>
    </>
  )
}
