import { useTranslation } from 'react-i18next'
import type { ShiftRow } from '#shared/contract/shifts'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { PersonName } from '../../components/Discreet'
import { Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { whoOf } from './shiftMarks'

/** A shift that several took on laptops that had not met: who they are, and who of them may be said to keep it, by whom. */
export const TakenApart = ({ shift, me }: { readonly shift: ShiftRow; readonly me: string }) => {
  const { t } = useTranslation()
  const settle = useAction('shift.settle')
  const { shiftId, takers, settles } = shift
  if (takers.length === 0) return <Outcome action={settle} done={t('shifts.apart.done')} />
  const isOne = takers.some(({ memberId }) => memberId === me)
  /** One of two leaves it to the other; of more, and of herself, it is said by who coordinates. */
  const mayKeep = (memberId: string): boolean => settles || (isOne && takers.length === 2 && memberId !== me)
  return (
    <Panel title={t('shifts.apart.title')} edge="stitched">
      <Stack>
        <p>{t('shifts.apart.text')}</p>
        <RowList>
          {takers.map(({ memberId, alias }) => (
            <RowItem
              key={memberId}
              title={<PersonName name={alias} />}
              actions={
                mayKeep(memberId) && (
                  <Button isPending={settle.busy} onPress={() => void settle.run({ shiftId, memberId })}>
                    {t('shifts.apart.leave', { who: alias })}
                  </Button>
                )
              }
            >
              {!mayKeep(memberId) && <p>{t('shifts.apart.others')}</p>}
            </RowItem>
          ))}
        </RowList>
        {!settles && <p>{t('shifts.apart.two')}</p>}
        <Outcome action={settle} done={t('shifts.apart.done')} />
      </Stack>
    </Panel>
  )
}

/** She was taken off a shift by somebody else's word: she reads it here, and says that she knows. */
export const WasFreed = ({ shift }: { readonly shift: ShiftRow }) => {
  const { t } = useTranslation()
  const noted = useAction('shift.noted')
  if (!shift.wasFreed) return null
  return (
    <Notice title={t('shifts.freed.title')}>
      <p>{t('shifts.freed.text', { who: whoOf(shift) || t('shifts.nobody') })}</p>
      <Button isPending={noted.busy} onPress={() => void noted.run({ shiftId: shift.shiftId })}>
        {t('shifts.freed.noted')}
      </Button>
      <Outcome action={noted} done={t('shifts.freed.done')} />
    </Notice>
  )
}
