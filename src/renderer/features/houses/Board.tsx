import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseRow } from '#shared/contract/houses'
import { useView } from '../../bridge/useView'
import { ChoiceField } from '../../components/ChoiceField'
import { EmptyState } from '../../components/EmptyState'
import { Filters } from '../../components/Filters'
import { Go } from '../../components/Go'
import { Cards, Row, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { useCountry } from '../../i18n/useCountries'
import styles from './Board.module.css'
import { BoardCard, mayAsk } from './BoardCard'
import { HousesNav } from './HousesNav'

const ways = ['all', 'room', 'children', 'accessible', 'mine'] as const
type Way = (typeof ways)[number]

const fits = (house: HouseRow, way: Way): boolean =>
  way === 'all' ||
  (way === 'room' && mayAsk(house) && house.placesFree > 0) ||
  (way === 'children' && house.acceptsChildren === true) ||
  (way === 'accessible' && house.accessible === true) ||
  (way === 'mine' && house.mine)

/** The confirmed ones with room first. */
const place = ({ freshness, placesFree, ...house }: HouseRow): number =>
  (freshness === 'unconfirmed' ? 1 : 0) + (placesFree > 0 && mayAsk(house) ? 0 : 2)

const Legend = () => {
  const { t } = useTranslation()
  return (
    <section aria-label={t('houses.legend')}>
      <ul className={styles.legend}>
        <li>
          <b>{t('houses.legend')}</b>
        </li>
        {(['whole', 'stitched', 'dotted'] as const).map((edge) => (
          <li key={edge}>
            <i aria-hidden="true" className={styles[edge]} />
            {t(`houses.edge.${edge}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Houses = ({ houses }: { readonly houses: readonly HouseRow[] }) => {
  const { t } = useTranslation()
  const nameOf = useCountry()
  const [way, setWay] = useState<Way>('all')
  const [country, setCountry] = useState('all')
  const countries = [...new Set(houses.map((house) => house.country))]
  const shown = houses
    .filter((house) => fits(house, way) && (country === 'all' || house.country === country))
    .sort((a, b) => place(a) - place(b))
  if (houses.length === 0)
    return (
      <EmptyState title={t('houses.emptyTitle')}>
        <p>{t('houses.empty')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      <Row>
        <Filters
          label={t('houses.filter')}
          options={ways
            .filter((id) => id !== 'mine' || houses.some(({ mine }) => mine))
            .map((id) => ({ id, label: t(`houses.way.${id}`) }))}
          value={way}
          onChange={(id) => setWay(id as Way)}
        />
      </Row>
      {countries.length > 1 && (
        <ChoiceField
          label={t('houses.country')}
          options={['all', ...countries].map((id) => ({
            id,
            label: id === 'all' ? t('houses.everyCountry') : nameOf(id),
          }))}
          value={country}
          onChange={setCountry}
        />
      )}
      <p role="status">{t('houses.shown', { count: shown.length })}</p>
      {countries.map((code) => {
        const here = shown.filter((house) => house.country === code)
        return (
          here.length > 0 && (
            <section key={code} className={styles.country} aria-label={nameOf(code)}>
              <h2>{nameOf(code)}</h2>
              <Cards>
                {here.map((house) => (
                  <BoardCard key={house.houseCardId} house={house} />
                ))}
              </Cards>
            </section>
          )
        )
      })}
      <Legend />
    </Stack>
  )
}

/** The board of houses by country: who has room, how sure that is, and the way to ask. */
export const Board = () => {
  const { t } = useTranslation()
  const view = useView('house.board', undefined)
  return (
    <>
      <PageHead title={t('houses.title')} lead={t('houses.lead')}>
        <Go look="main" to="/houses/offer">
          {t('houses.offer.action')}
        </Go>
      </PageHead>
      <HousesNav />
      <Viewed view={view} waiting={t('houses.waiting')}>
        {({ houses }) => <Houses houses={houses} />}
      </Viewed>
    </>
  )
}
