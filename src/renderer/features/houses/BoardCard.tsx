import { useTranslation } from 'react-i18next'
import type { HouseRow } from '#shared/contract/houses'
import { Go } from '../../components/Go'
import { HouseCard } from '../../components/HouseCard'
import { Accessibility, Baby, PawPrint, Route, Stethoscope } from '../../components/icons'
import { useLabel } from '../../i18n/useLabel'
import { edges, Freshness, HouseState } from './HouseMarks'

/** Statuses in which a house takes requests; a full one may still say yes. */
const asking: readonly string[] = ['open', 'limited', 'full']
/** Services that count as health. */
const health: readonly string[] = ['medical', 'psychosocial', 'healing']

/** Whether places may be asked for in a house. */
export const mayAsk = ({ status }: Pick<HouseRow, 'status'>): boolean => asking.includes(status)

/** A house on the board: what it is, its places, what it offers, and the way to ask for one. */
export const BoardCard = ({ house }: { readonly house: HouseRow }) => {
  const { t } = useTranslation()
  const typeOf = useLabel('houseType')
  const { alias, houseCardId, maxStayDays, zone } = house
  const about = [
    zone,
    typeOf(house.type),
    maxStayDays === null ? '' : t('houses.upTo', { count: maxStayDays }),
    house.mine ? t('houses.mine') : '',
  ]
  const offers = [
    house.acceptsChildren === true && { icon: Baby, word: t('houses.children') },
    house.accessible === true && { icon: Accessibility, word: t('houses.accessible') },
    house.acceptsPets === true && { icon: PawPrint, word: t('houses.pets') },
    house.services.some((one) => health.includes(one)) && { icon: Stethoscope, word: t('houses.health') },
    house.acceptsFromOtherCountries === true && { icon: Route, word: t('houses.abroad') },
  ]
  const name = <span className="hidden-visually"> {alias}</span>
  const isShut = !mayAsk(house)
  return (
    <HouseCard
      level={3}
      alias={alias}
      about={about.filter(Boolean).join(' · ')}
      edge={edges[house.freshness]}
      state={<HouseState status={house.status} isSure={house.freshness !== 'unconfirmed'} />}
      freshness={<Freshness {...house} />}
      free={house.placesFree}
      total={house.placesTotal}
      {...(isShut && { insteadOfBeds: t(`houses.shut.${house.status}`, { defaultValue: t('houses.shut.closed') }) })}
      offers={offers.filter((one) => one !== false)}
      action={
        <>
          {!isShut && (
            <Go look="plain" to={`/houses/${houseCardId}/ask`}>
              <span>
                {t('houses.ask.action')}
                {name}
              </span>
            </Go>
          )}
          <Go look="quiet" to={house.mine ? `/houses/${houseCardId}/team` : `/houses/${houseCardId}`}>
            <span>
              {t(house.mine ? 'houses.openMine' : 'houses.look')}
              {name}
            </span>
          </Go>
        </>
      }
    />
  )
}
