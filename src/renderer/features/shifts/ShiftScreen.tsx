import { useTranslation } from 'react-i18next'
import type { ShiftRow } from '#shared/contract/shifts'
import { useView } from '../../bridge/useView'
import { PersonName } from '../../components/Discreet'
import { Facts } from '../../components/Facts'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { Clashes } from './Clashes'
import { Handover } from './Handover'
import { ShiftActions } from './ShiftActions'
import { ShiftConflicts } from './ShiftConflicts'
import { whoOf } from './shiftMarks'
import { ShiftsNav } from './ShiftsNav'
import { TakenApart, WasFreed } from './TakenApart'
import { useSpanWords } from './useSpanWords'
import { dayOf } from './weekTime'

const day = 86_400_000

type Props = { readonly shift: ShiftRow; readonly shifts: readonly ShiftRow[]; readonly me: string }

const Turn = ({ shift, shifts, me }: Props) => {
  const { t } = useTranslation()
  const spanWords = useSpanWords()
  const members = useView('member.list', undefined)
  const asked = members?.ok ? members.value.members.find(({ memberId }) => memberId === shift.swapWith) : undefined
  const name = (alias: string | undefined) => (alias ? <PersonName name={alias} /> : null)
  const pair = shifts.filter(({ shiftId }) => shiftId === shift.shiftId || shift.clashes.includes(shiftId))
  return (
    <Stack>
      <TakenApart shift={shift} me={me} />
      <WasFreed shift={shift} />
      <ShiftConflicts shift={shift} />
      <Clashes shifts={pair} />
      <Panel title={t('shifts.turn.what')}>
        <Stack>
          <Facts
            facts={[
              { id: 'when', label: t('shifts.turn.when'), value: spanWords(shift) },
              {
                id: 'status',
                label: t('shifts.turn.status'),
                value: <b>{t(`shifts.status.${shift.status}`, { defaultValue: shift.status })}</b>,
              },
              { id: 'who', label: t('shifts.turn.who'), value: name(whoOf(shift)) ?? t('shifts.nobody') },
              { id: 'first', label: t('shifts.turn.first'), value: shift.coveredBy ? name(shift.primaryAlias) : null },
              { id: 'backup', label: t('shifts.turn.backup'), value: name(shift.backupAlias) },
              { id: 'asked', label: t('shifts.turn.asked'), value: name(asked?.alias) },
            ]}
          />
          {shift.takers.length === 0 && <ShiftActions shift={shift} me={me} />}
        </Stack>
      </Panel>
      <Handover shift={shift} />
    </Stack>
  )
}

/** One shift: who answers, and what she or others may do about it. */
export const ShiftScreen = ({ shiftId, at }: { readonly shiftId: string; readonly at: number }) => {
  const { t } = useTranslation()
  const start = Number.isSafeInteger(at) && at > 946_684_800_000 ? at : Date.now()
  const view = useView('shift.calendar', {
    from: new Date(start - day).toISOString(),
    to: new Date(start + day).toISOString(),
  })
  const committees = useView('committee.list', undefined)
  const me = useView('me', undefined)
  const shift = view?.ok ? view.value.shifts.find((one) => one.shiftId === shiftId) : undefined
  const committee = committees?.ok
    ? committees.value.committees.find(({ committeeId }) => committeeId === shift?.committeeId)
    : undefined
  return (
    <>
      <PageHead
        kicker={<Go to={`/shifts/week/${dayOf(new Date(start))}`}>{t('shifts.back')}</Go>}
        title={t('shifts.turn.title', { committee: committee?.name ?? '' })}
      />
      <ShiftsNav />
      <Viewed view={view}>
        {({ shifts }) =>
          shift ? (
            <Turn shift={shift} shifts={shifts} me={me?.ok ? (me.value.memberId ?? '') : ''} />
          ) : (
            <Notice title={t('shifts.turn.gone')}>
              <p>{t('shifts.turn.goneText')}</p>
            </Notice>
          )
        }
      </Viewed>
    </>
  )
}
