import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberRow } from '#shared/contract/queries'
import { roles } from '#shared/rules/role'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { TextField } from '../../components/TextField'
import { Viewed } from '../../components/Viewed'
import { ExposurePanel } from './ExposurePanel'

type Step = 'suspend' | 'expel' | 'lift' | 'coordinator' | 'facilitator' | 'member'

/** What may be done about a member. What she could read is shown before anything is decided. */
export const MemberActions = ({ member }: { readonly member: MemberRow }) => {
  const { t } = useTranslation()
  const { memberId, alias, status, role } = member
  const exposure = useView('member.exposure', { memberId })
  const suspend = useAction('member.suspend')
  const expel = useAction('member.expel')
  const lift = useAction('member.lift')
  const setRole = useAction('member.setRole')
  const [step, setStep] = useState<Step | null>(null)
  const [reason, setReason] = useState('')
  const isOut = status === 'expelled' || status === 'left'
  const run = async (): Promise<void> => {
    const why = { memberId, reason: reason.trim() }
    if (step === 'suspend') await suspend.run(why)
    else if (step === 'expel') await expel.run(why)
    else if (step === 'lift') await lift.run({ memberId })
    else if (step !== null) await setRole.run({ memberId, role: step })
    setStep(null)
  }
  const outcome = (action: typeof suspend | typeof lift, words: string) => (
    <Outcome action={action} done={action.done?.done === false ? t('members.half', action.done) : words} />
  )
  return (
    <>
      <Viewed view={exposure}>{(known) => <ExposurePanel exposure={known} />}</Viewed>
      {(!isOut || expel.done !== null) && (
        <Panel title={t('members.acts')}>
          <Stack>
            {!isOut && (
              <Row>
                {status === 'suspended' ? (
                  <Button onPress={() => setStep('lift')}>{t('members.lift')}</Button>
                ) : (
                  <Button onPress={() => setStep('suspend')}>{t('members.suspend')}</Button>
                )}
                <Button onPress={() => setStep('expel')}>{t('members.expel')}</Button>
                {roles
                  .filter((one) => one !== role || (member.provisional && one !== 'member'))
                  .map((one) => (
                    <Button key={one} kind="quiet" onPress={() => setStep(one)}>
                      {t(`members.make.${one}`)}
                    </Button>
                  ))}
              </Row>
            )}
            {outcome(suspend, t('members.suspended'))}
            {outcome(expel as unknown as typeof lift, t('members.expelled'))}
            {outcome(lift, t('members.lifted'))}
            {outcome(setRole as unknown as typeof lift, t('members.roleSet'))}
          </Stack>
        </Panel>
      )}
      <Confirm
        title={step === null ? '' : t(`members.confirm.${step}`, { alias })}
        action={step === null ? '' : t(`members.confirm.${step}Go`)}
        isOpen={step !== null}
        onClose={() => setStep(null)}
        onConfirm={() => void run()}
      >
        {step !== null && <p>{t(`members.confirm.${step}Text`)}</p>}
        {(step === 'suspend' || step === 'expel') && (
          <>
            <p>
              <b>{t('members.cannotUnread')}</b>
            </p>
            <TextField
              label={t('members.reason')}
              help={t('members.reasonHelp')}
              value={reason}
              onChange={setReason}
              most={500}
            />
          </>
        )}
      </Confirm>
    </>
  )
}
