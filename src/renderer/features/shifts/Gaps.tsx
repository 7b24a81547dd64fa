import { useTranslation } from 'react-i18next'
import type { CommitteeRow } from '#shared/contract/committees'
import type { GapRow, ShiftRow } from '#shared/contract/shifts'
import { Go } from '../../components/Go'
import { CircleCheck } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { State } from '../../components/State'
import { assignAddress, shiftAddress } from './shiftMarks'
import { useSpanWords } from './useSpanWords'

type Props = {
  readonly committees: readonly CommitteeRow[]
  /** Shifts that nobody holds. */
  readonly shifts: readonly ShiftRow[]
  /** Hours that no shift stands for. */
  readonly open: readonly GapRow[]
}

/** What nobody answers for in the next seven days, said before the week itself. */
export const Gaps = ({ committees, shifts, open }: Props) => {
  const { t } = useTranslation()
  const spanWords = useSpanWords()
  const nameOf = (id: string): string => committees.find(({ committeeId }) => committeeId === id)?.name ?? ''
  const cover = (address: string, words: string) => (
    <Go look="plain" to={address}>
      <span>
        {t('shifts.cover')}
        <span className="hidden-visually"> {words}</span>
      </span>
    </Go>
  )
  return (
    <Panel title={t('shifts.gaps')} note={t('shifts.gapsNote')}>
      {shifts.length + open.length === 0 && (
        <State icon={CircleCheck} dye="jade">
          {t('shifts.noGaps')}
        </State>
      )}
      <RowList>
        {shifts.map((shift) => {
          const words = `${spanWords(shift)} · ${nameOf(shift.committeeId)}`
          return <RowItem key={shift.shiftId} title={words} actions={cover(shiftAddress(shift), words)} />
        })}
        {open.map(({ committeeId, start, end }) => {
          const words = `${spanWords({ start, end })} · ${nameOf(committeeId)}`
          return (
            <RowItem
              key={`${committeeId} ${start}`}
              title={words}
              actions={cover(assignAddress(committeeId, start, end), words)}
            />
          )
        })}
      </RowList>
    </Panel>
  )
}
