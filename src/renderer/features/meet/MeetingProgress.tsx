import { useTranslation } from 'react-i18next'
import type { MeetingState } from '#shared/contract/host'
import { Button } from '../../components/Button'
import { CircleCheck, CircleHelp, Hourglass, X } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { State } from '../../components/State'
import { Why } from '../../components/Why'
import { useFailure } from '../../i18n/useFailure'
import { Addresses } from './Addresses'
import { LanPeople } from './LanPeople'
import { LanTrouble } from './LanTrouble'
import { FilesWritten } from './FilesWritten'
import { ShareDone } from './ShareDone'

type Props = {
  readonly state: MeetingState
  /** Why it did not begin. */
  readonly failure: string | null
  readonly over: string | undefined
  readonly onEnd: () => void
}
type Open = Extract<MeetingState, { phase: 'open' }>

/** One line on how an open meeting stands. */
const OpenState = ({ state: { ways, lan } }: { readonly state: Open }) => {
  const { t } = useTranslation()
  const here = lan?.people.filter(({ state }) => state !== 'away') ?? []
  if (here.some(({ state }) => state === 'passing'))
    return (
      <State icon={Hourglass} dye="pericon">
        {t('meet.lan.stay')}
      </State>
    )
  if (here.length > 0)
    return (
      <State icon={CircleCheck} dye="jade">
        {t('meet.lan.count', { count: here.length })}
      </State>
    )
  return (
    <State icon={Hourglass} dye="anil">
      {t(ways.includes('lan') ? 'meet.lan.looking' : ways.includes('listen') ? 'meet.listening' : 'meet.underWay')}
    </State>
  )
}

/** What an open meeting shows below that: people, trouble, addresses. */
const OpenMeeting = ({ state: { ways, lan, addresses, port, progress } }: { readonly state: Open }) => {
  const { t } = useTranslation()
  return (
    <>
      {progress && <ShareDone {...progress} />}
      {lan && <LanPeople lan={lan} />}
      <div role="status">{lan?.trouble && <LanTrouble trouble={lan.trouble} />}</div>
      {lan && addresses.length > 0 && (
        <Why title={t('meet.lan.byHand')}>
          <p>{t('meet.lan.byHandText')}</p>
          <Addresses addresses={addresses} />
        </Why>
      )}
      {ways.includes('listen') && port !== null && (
        <div>
          <p>{t(addresses.length > 0 ? 'meet.tell' : 'meet.noAddress')}</p>
          <Addresses addresses={addresses} />
        </div>
      )}
    </>
  )
}

/** How the meeting goes: said when it changes. */
export const MeetingProgress = ({ state, failure, over, onEnd }: Props) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const isOpen = state.phase === 'open' && state.ways.some((way) => way === 'listen' || way === 'lan')
  const isAtPlace = state.phase === 'open' && state.ways.some((way) => way === 'folder' || way === 'parcel')
  const passed = state.phase === 'over' && state.result.ok ? state.result.value : null
  const refused =
    state.phase === 'over' && !state.result.ok
      ? state.result.error.type === 'Unreachable'
        ? t('meet.nobodyThere')
        : inWords(state.result.error)
      : failure
  return (
    <Stack>
      <div role="status">
        {state.phase === 'choosing' && (
          <State icon={Hourglass} dye="anil">
            {t('meet.choosing')}
          </State>
        )}
        {state.phase === 'open' && <OpenState state={state} />}
        {passed && (
          <State icon={CircleCheck} dye="jade">
            {passed.files.length > 0 ? <FilesWritten {...passed} /> : (over ?? t('meet.over', passed))}
          </State>
        )}
      </div>
      {state.phase === 'open' && <OpenMeeting state={state} />}
      <div role="alert">
        {refused !== null && (
          <State icon={CircleHelp} dye="barro">
            {refused}
          </State>
        )}
      </div>
      {state.phase === 'open' && (
        <Row>
          <Button onPress={onEnd}>
            <X aria-hidden="true" size={18} />
            {t(
              isOpen
                ? state.ways.includes('lan')
                  ? 'meet.lan.stop'
                  : 'meet.stopListening'
                : isAtPlace
                  ? 'meet.halt'
                  : 'meet.stop',
            )}
          </Button>
        </Row>
      )}
    </Stack>
  )
}
