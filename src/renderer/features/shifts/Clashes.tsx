import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftRow } from '#shared/contract/shifts'
import { useAction } from '../../bridge/useAction'
import { Outcome } from '../../components/Outcome'
import { TwoVersions } from '../../components/TwoVersions'
import { whoOf } from './shiftMarks'
import { useSpanWords } from './useSpanWords'

const Clash = ({ pair }: { readonly pair: readonly ShiftRow[] }) => {
  const { t } = useTranslation()
  const spanWords = useSpanWords()
  const release = useAction('shift.release')
  const [isLater, setLater] = useState(false)
  const [first] = pair
  if (isLater || !first) return null
  const keep = async (kept: string): Promise<void> => {
    for (const { shiftId } of pair) if (shiftId !== kept) await release.run({ shiftId })
  }
  return (
    <>
      <TwoVersions
        field={t('shifts.clashOf', { when: spanWords(first) })}
        versions={pair.map((shift) => ({
          id: shift.shiftId,
          value: whoOf(shift),
          by: `${t(`shifts.status.${shift.status}`, { defaultValue: shift.status })} · ${spanWords(shift)}`,
        }))}
        busy={release.busy}
        onKeep={(kept) => void keep(kept)}
        onLater={() => setLater(true)}
      />
      <Outcome action={release} done={t('shifts.clashDone')} />
    </>
  )
}

/** Two women for one time, assigned on laptops that had not met: both stand until one is chosen. */
export const Clashes = ({ shifts }: { readonly shifts: readonly ShiftRow[] }) =>
  shifts
    .filter(({ shiftId, clashes, status }) => status !== 'done' && clashes.some((other) => other > shiftId))
    .map((shift) => (
      <Clash key={shift.shiftId} pair={[shift, ...shifts.filter(({ shiftId }) => shift.clashes.includes(shiftId))]} />
    ))
