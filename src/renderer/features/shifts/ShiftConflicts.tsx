import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftRow } from '#shared/contract/shifts'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Outcomes } from '../../components/Outcome'
import { TwoVersions } from '../../components/TwoVersions'

type Props = { readonly shift: ShiftRow; readonly me: string }
type Conflict = ShiftRow['conflicts'][number]

const Apart = ({ shift, me, conflict }: Props & { readonly conflict: Conflict }) => {
  const { t } = useTranslation()
  const members = useView('member.list', undefined)
  const [confirm, swap, take, release] = [
    useAction('shift.confirm'),
    useAction('shift.swap'),
    useAction('shift.take'),
    useAction('shift.release'),
  ]
  const [isLater, setLater] = useState(false)
  if (isLater) return null
  const { shiftId } = shift
  const isWho = conflict.path.endsWith('.coveredBy')
  const words = (value: string | null): string => {
    if (!isWho) return t(`shifts.status.${value ?? 'gap'}`, { defaultValue: value ?? '' })
    const who = (members?.ok ? members.value.members : []).find(({ memberId }) => memberId === value)
    return who?.alias ?? t('shifts.nobody')
  }
  const keep = (n: string): void => {
    const value = conflict.versions[Number(n)]?.value ?? null
    if (isWho) {
      // she says it of herself; for the other, who holds it now asks her to take it
      if (value === me) void take.run({ shiftId })
      else if (value !== null) void swap.run({ shiftId, with: value })
    } else if (value === 'confirmed') void confirm.run({ shiftId })
    else if (value === 'covered') void take.run({ shiftId })
    else if (value === 'gap') void release.run({ shiftId })
    else void swap.run({ shiftId })
  }
  return (
    <>
      <TwoVersions
        field={t(isWho ? 'shifts.turn.who' : 'shifts.turn.status')}
        versions={conflict.versions.map(({ value, by }, n) => ({ id: String(n), value: words(value), by }))}
        busy={confirm.busy || swap.busy || take.busy || release.busy}
        onKeep={keep}
        onLater={() => setLater(true)}
      />
      <Outcomes of={[confirm, swap, take, release].map((action) => [action, t('shifts.clashDone')] as const)} />
    </>
  )
}

/** What was said apart of a shift: who took it, where it stands. */
export const ShiftConflicts = ({ shift, me }: Props) =>
  shift.conflicts.map((conflict) => <Apart key={conflict.path} shift={shift} me={me} conflict={conflict} />)
