import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftRow } from '#shared/contract/shifts'
import { useAction } from '../../bridge/useAction'
import { Outcomes } from '../../components/Outcome'
import { TwoVersions } from '../../components/TwoVersions'

type Props = { readonly shift: ShiftRow }
type Conflict = ShiftRow['conflicts'][number]

const Apart = ({ shift, conflict }: Props & { readonly conflict: Conflict }) => {
  const { t } = useTranslation()
  const [confirm, swap, take, release] = [
    useAction('shift.confirm'),
    useAction('shift.swap'),
    useAction('shift.take'),
    useAction('shift.release'),
  ]
  const [isLater, setLater] = useState(false)
  if (isLater) return null
  const { shiftId } = shift
  const keep = (n: string): void => {
    const value = conflict.versions[Number(n)]?.value ?? null
    if (value === 'confirmed') void confirm.run({ shiftId })
    else if (value === 'covered') void take.run({ shiftId })
    else if (value === 'gap') void release.run({ shiftId })
    else void swap.run({ shiftId })
  }
  return (
    <>
      <TwoVersions
        field={t('shifts.turn.status')}
        versions={conflict.versions.map(({ value, by, on }, n) => ({
          id: String(n),
          value: t(`shifts.status.${value ?? 'gap'}`, { defaultValue: value ?? '' }),
          by,
          on,
        }))}
        busy={confirm.busy || swap.busy || take.busy || release.busy}
        onKeep={keep}
        onLater={() => setLater(true)}
      />
      <Outcomes of={[confirm, swap, take, release].map((action) => [action, t('shifts.clashDone')] as const)} />
    </>
  )
}

/** Where a shift stands, said apart on two laptops. Who of several keeps it is settled first, by `TakenApart`. */
export const ShiftConflicts = ({ shift }: Props) =>
  shift.takers.length > 0
    ? null
    : shift.conflicts
        .filter(({ path }) => path.endsWith('.status'))
        .map((conflict) => <Apart key={conflict.path} shift={shift} conflict={conflict} />)
