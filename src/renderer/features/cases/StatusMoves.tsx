import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { measureMachine } from '#shared/rules/measure'
import { referralMachine } from '#shared/rules/referral'
import { relocationMachine } from '#shared/rules/relocation'
import type { Machine } from '#shared/rules/machine'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { MenuButton } from '../../components/MenuButton'
import { Outcome } from '../../components/Outcome'
import { TextArea } from '../../components/TextArea'
import { useFile } from './file'

const machines: Readonly<Record<'measures' | 'referrals' | 'relocations', Machine>> = {
  measures: measureMachine,
  referrals: referralMachine,
  relocations: relocationMachine,
}

type Props = {
  readonly part: keyof typeof machines
  readonly id: string
  readonly status: string
  /** What it is, for who hears the button alone. */
  readonly what: string
}

/** Moves a measure, a referral or a relocation on; says why where that is asked. */
export const StatusMoves = ({ part, id, status, what }: Props) => {
  const { t } = useTranslation()
  const { file } = useFile()
  const set = useAction('case.setPartStatus')
  const [to, setTo] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const { moves } = machines[part]
  const open = Object.hasOwn(moves, status) ? (moves[status] ?? []) : Object.keys(moves)
  const wordOf = (one: string): string => t(`caseFile.state.${part}.${one}`, { defaultValue: one })
  const close = (): void => {
    setTo(null)
    setReason('')
    set.forget()
  }
  const move = async (): Promise<void> => {
    const done = await set.run({ caseId: file.caseId, part, id, status: to, reason: reason.trim() } as never)
    if (done.ok) close()
  }
  if (open.length === 0) return null
  return (
    <>
      <MenuButton
        label={`${t('caseFile.plan.move')}: ${what}`}
        items={open.map((one) => ({ id: one, label: wordOf(one) }))}
        onAction={setTo}
      />
      <Dialog
        title={to === null ? '' : t('caseFile.plan.moveTo', { status: wordOf(to) })}
        isOpen={to !== null}
        onClose={close}
        actions={
          <>
            <Button kind="main" isPending={set.busy} onPress={() => void move()}>
              {t('caseFile.save')}
            </Button>
            <Button onPress={close}>{t('ui.back')}</Button>
          </>
        }
      >
        <TextArea label={t('caseFile.status.reason')} value={reason} onChange={setReason} />
        <Outcome action={set} done={t('caseFile.done')} />
      </Dialog>
    </>
  )
}
