import { useTranslation } from 'react-i18next'
import type { HouseTeamView, StayRow } from '#shared/contract/houses'
import { endedStays } from '#shared/rules/stay'
import { Day } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { CircleCheck, CircleDashed, Clock3 } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { State } from '../../components/State'
import { useLabel } from '../../i18n/useLabel'
import { HoldTitle } from './HoldItem'
import { HoldWords } from './HoldWords'
import { StayActions } from './StayActions'
import { isIn } from './stayWords'

type Props = { readonly house: HouseTeamView }

const StayItem = ({ house, stay }: Props & { readonly stay: StayRow }) => {
  const { t } = useTranslation()
  const kindOf = useLabel('departureKind')
  const room = house.rooms.find(({ roomId }) => roomId === stay.roomId)?.label
  const { arrival, plannedDeparture, departure } = stay
  const [icon, dye] = isIn(stay)
    ? ([CircleCheck, 'jade'] as const)
    : stay.status === 'expected'
      ? ([Clock3, 'pericon'] as const)
      : ([CircleDashed, 'piedra'] as const)
  return (
    <RowItem
      title={<PersonName name={stay.guestAlias} />}
      actions={<StayActions stay={stay} houseCardId={house.houseCardId} />}
    >
      <p>
        <State icon={icon} dye={dye}>
          {t(`houses.stay.status.${stay.status}`, { defaultValue: stay.status })}
        </State>
      </p>
      <p>
        {t('houses.people', { count: stay.partySize })}
        {room !== undefined && ` · ${room}`}
      </p>
      <p>
        {arrival !== null && (
          <>
            {t('houses.stay.from')} <Day day={arrival} />
          </>
        )}
        {plannedDeparture !== null && departure.date === null && (
          <>
            {' · '}
            {t('houses.stay.planned')} <Day day={plannedDeparture} />
          </>
        )}
        {departure.date !== null && (
          <>
            {' · '}
            {t('houses.stay.left')} <Day day={departure.date} />
            {departure.kind !== null && `: ${kindOf(departure.kind)}`}
          </>
        )}
      </p>
      {stay.belongingsNote !== '' && <p>{stay.belongingsNote}</p>}
      {house.extensions
        .filter(({ stayId }) => stayId === stay.stayId)
        .map(({ extensionId, until, reason }) => (
          <p key={extensionId}>
            {t('houses.stay.extended')} {until !== null && <Day day={until} />}
            {reason !== '' && `: ${reason}`}
          </p>
        ))}
    </RowItem>
  )
}

/** Who is to come: accepted requests, and those that the house expects on its own. */
export const Arrivals = ({ house }: Props) => {
  const { t } = useTranslation()
  const { houseCardId } = house
  const holds = house.holds.filter(({ status }) => status === 'accepted' || status === 'double_booked')
  const expected = house.stays.filter(({ status }) => status === 'expected')
  return (
    <Panel title={t('houses.stay.arrivals')}>
      <Stack>
        {holds.length + expected.length === 0 && <p>{t('houses.stay.nobody')}</p>}
        <RowList>
          {holds.map((hold) => (
            <RowItem
              key={hold.holdId}
              title={<HoldTitle hold={hold} />}
              actions={
                <Go look="plain" to={`/houses/${houseCardId}/team/stay/${hold.holdId}`}>
                  {t('houses.stay.arrived')}
                </Go>
              }
            >
              <HoldWords hold={hold} />
            </RowItem>
          ))}
          {expected.map((stay) => (
            <StayItem key={stay.stayId} house={house} stay={stay} />
          ))}
        </RowList>
        <Row>
          <Go look="plain" to={`/houses/${houseCardId}/team/stay`}>
            {t('houses.stay.add')}
          </Go>
        </Row>
      </Stack>
    </Panel>
  )
}

/** Who is in the house, and who was. */
export const Stays = ({ house }: Props) => {
  const { t } = useTranslation()
  const now = house.stays.filter(isIn)
  const ended = house.stays.filter(({ status }) => endedStays.includes(status)).reverse()
  return (
    <Stack>
      <Panel
        title={t('houses.stay.now')}
        note={t('houses.people', { count: now.reduce((n, s) => n + s.partySize, 0) })}
      >
        {now.length === 0 && <p>{t('houses.stay.noneNow')}</p>}
        <RowList>
          {now.map((stay) => (
            <StayItem key={stay.stayId} house={house} stay={stay} />
          ))}
        </RowList>
      </Panel>
      <Panel title={t('houses.stay.before')}>
        {ended.length === 0 && <p>{t('houses.stay.noneBefore')}</p>}
        <RowList>
          {ended.map((stay) => (
            <StayItem key={stay.stayId} house={house} stay={stay} />
          ))}
        </RowList>
      </Panel>
    </Stack>
  )
}
