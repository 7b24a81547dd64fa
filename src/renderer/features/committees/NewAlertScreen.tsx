import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandOutput } from '#shared/contract/commands'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { AnswerCards } from '../../components/AnswerCards'
import { Button } from '../../components/Button'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Picks } from '../../components/Picks'
import { Saved } from '../../components/Saved'
import { useOptions } from '../../i18n/useLabel'
import { newAlert, prepareInput, wrongIn } from './alertDraft'
import type { AlertDraft } from './alertDraft'
import { AlertWords } from './AlertWords'
import { ConfirmAlert } from './ConfirmAlert'

const steps = 3

/** An alert in three steps: how serious, to whom and what, and the words to be written. Nothing is sent before the last. */
export const NewAlertScreen = () => {
  const { t } = useTranslation()
  const levels = useOptions('alertLevel')
  const draft = useDraft<AlertDraft>('alert.new', newAlert)
  const prepare = useAction('alert.prepare')
  const [step, setStep] = useState(1)
  const [tried, setTried] = useState(false)
  const [prepared, setPrepared] = useState<CommandOutput<'alert.prepare'> | null>(null)
  const { value } = draft
  const put = (part: Partial<AlertDraft>): void => draft.change((last) => ({ ...last, ...part }))
  const next = async (): Promise<void> => {
    setTried(true)
    if (step === 1) {
      if (value.level === null) return
      setTried(false)
      setStep(2)
      return
    }
    const input = prepareInput(value)
    if (!input) return
    const done = await prepare.run(input)
    if (!done.ok) return
    setPrepared(done.value)
    setStep(3)
  }
  return (
    <>
      <PageHead
        key={step}
        isQuestion
        kicker={t('alerts.new.title')}
        title={t(`alerts.new.step${step}`)}
        lead={t(`alerts.new.lead${step}`)}
      />
      <Stack>
        <Picks
          label={t('alerts.new.progress')}
          done={step - 1}
          total={steps}
          say={t('alerts.new.of', { step, total: steps })}
        />
        {draft.state === 'reading' ? (
          <p role="status">{t('ui.wait')}</p>
        ) : step === 3 && prepared ? (
          <ConfirmAlert
            said={value}
            prepared={prepared}
            onSent={draft.drop}
            onBack={() => {
              setPrepared(null)
              setStep(2)
            }}
          />
        ) : (
          <>
            {step === 1 ? (
              <AnswerCards
                label={t('alerts.new.step1')}
                isLabelHidden
                failure={tried && value.level === null ? t('alerts.new.levelMissing') : null}
                open={[]}
                answers={levels.map(({ id, label }) => ({
                  id,
                  label,
                  help: t(`alerts.level.${id}`, { defaultValue: '' }),
                }))}
                value={value.level}
                onChange={(level) => put({ level })}
              />
            ) : (
              <AlertWords value={value} put={put} wrong={tried ? wrongIn(value) : null} />
            )}
            <Row>
              <Button kind="main" isPending={prepare.busy} onPress={() => void next()}>
                {t(step === 1 ? 'alerts.new.next' : 'alerts.new.prepare')}
              </Button>
              {step === 2 && (
                <Button kind="quiet" onPress={() => setStep(1)}>
                  {t('alerts.new.previous')}
                </Button>
              )}
              <Go look="quiet" to="/shifts/alerts">
                {t('alerts.new.leave')}
              </Go>
              <Saved state={draft.state} isFresh={value === newAlert} />
            </Row>
            <Outcome action={prepare} done="" />
          </>
        )}
      </Stack>
    </>
  )
}
