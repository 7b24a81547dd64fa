import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftRow } from '#shared/contract/shifts'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Dialog } from '../../components/Dialog'
import { Row, Stack } from '../../components/Layout'
import { Outcome, Outcomes } from '../../components/Outcome'
import { PlaceField } from '../../components/PlaceField'

type Props = { readonly shift: ShiftRow; readonly me: string }

const SwapDialog = ({
  shift,
  me,
  isOpen,
  onClose,
}: Props & { readonly isOpen: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const swap = useAction('shift.swap')
  const members = useView('member.list', undefined)
  const [other, setOther] = useState<string | null>(null)
  const others = (members?.ok ? members.value.members : []).filter(
    ({ memberId, status }) => status === 'active' && memberId !== me,
  )
  const send = async (): Promise<void> => {
    const done = await swap.run({ shiftId: shift.shiftId, ...(other !== null && { with: other }) })
    if (done.ok) onClose()
  }
  return (
    <Dialog
      title={t('shifts.swap.title')}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button kind="main" isPending={swap.busy} onPress={() => void send()}>
            {t('shifts.swap.send')}
          </Button>
          <Button onPress={onClose}>{t('ui.back')}</Button>
        </>
      }
    >
      <Stack>
        <p>{t('shifts.swap.text')}</p>
        <PlaceField
          label={t('shifts.swap.with')}
          help={t('shifts.swap.withHelp')}
          options={others.map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
          value={other}
          onChange={setOther}
        />
        <Outcome action={swap} done={t('shifts.swap.done')} />
      </Stack>
    </Dialog>
  )
}

/** What may be done about a shift, by whose it is. What nobody may do any more is not shown. */
export const ShiftActions = ({ shift, me }: Props) => {
  const { t } = useTranslation()
  const confirm = useAction('shift.confirm')
  const take = useAction('shift.take')
  const release = useAction('shift.release')
  const [asked, setAsked] = useState<'swap' | 'release' | null>(null)
  const { shiftId, status } = shift
  const isHers = status !== 'gap' && (shift.coveredBy ?? shift.primary) === me
  const isOver = status === 'done' || Date.parse(shift.end) < Date.now()
  if (isOver) return <p>{t('shifts.turn.over')}</p>
  return (
    <Stack>
      <Row>
        {isHers && (status === 'proposed' || status === 'swap_requested') && (
          <Button kind="main" isPending={confirm.busy} onPress={() => void confirm.run({ shiftId })}>
            {t(status === 'proposed' ? 'shifts.confirm.action' : 'shifts.confirm.stay')}
          </Button>
        )}
        {!isHers && (status === 'gap' || status === 'swap_requested') && (
          <Button kind="main" isPending={take.busy} onPress={() => void take.run({ shiftId })}>
            {t('shifts.take.action')}
          </Button>
        )}
        {isHers && status !== 'swap_requested' && (
          <Button onPress={() => setAsked('swap')}>{t('shifts.swap.action')}</Button>
        )}
        {status !== 'gap' && (
          <Button onPress={() => setAsked('release')}>
            {t(isHers ? 'shifts.release.action' : 'shifts.release.other')}
          </Button>
        )}
      </Row>
      <Outcomes
        of={[
          [confirm, t('shifts.confirm.done')],
          [take, t('shifts.take.done')],
          [release, t('shifts.release.done')],
        ]}
      />
      <SwapDialog shift={shift} me={me} isOpen={asked === 'swap'} onClose={() => setAsked(null)} />
      <Confirm
        title={t(isHers ? 'shifts.release.title' : 'shifts.release.otherTitle')}
        action={t('shifts.release.send')}
        isOpen={asked === 'release'}
        busy={release.busy}
        onConfirm={() => void release.run({ shiftId }).then(() => setAsked(null))}
        onClose={() => setAsked(null)}
      >
        <p>{t(isHers ? 'shifts.release.text' : 'shifts.release.otherText')}</p>
      </Confirm>
    </Stack>
  )
}
