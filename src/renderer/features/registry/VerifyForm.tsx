import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '#shared/contract/registry'
import { isProven } from '#shared/rules/registry'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { AnswerCards } from '../../components/AnswerCards'
import { MultiChoice } from '../../components/MultiChoice'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { TextField } from '../../components/TextField'
import { useOptions } from '../../i18n/useLabel'
import styles from './Registry.module.css'
import { useFieldWords } from './useFieldWords'

type Props = {
  readonly entry: EntryView
  /** Who looks at it entered it: on a team of several it is for another one. */
  readonly isOwn: boolean
  readonly lateInput: { readonly lateReason?: string }
}

/** Says by which sources an entry holds, or that it does not. */
export const VerifyForm = ({ entry, isOwn, lateInput }: Props) => {
  const { t } = useTranslation()
  const words = useFieldWords()
  const verify = useAction('registry.verify')
  const [sources, setSources] = useState<readonly string[]>([])
  const [outcome, setOutcome] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const options = useOptions('source').filter(({ id }) => !entry.sources.includes(id))
  const lack =
    outcome === null
      ? 'outcome'
      : outcome === 'discarded' && reason.trim() === ''
        ? 'reason'
        : outcome === 'verified' && !isProven([...entry.sources, ...sources])
          ? 'sources'
          : null
  const at = (field: typeof lack): string | null =>
    isTried && lack === field ? t(`registry.verify.lack.${field}`) : null
  const send = (): void => {
    setTried(true)
    if (lack !== null) return
    void verify.run({
      entryId: entry.entryId,
      sources: [...sources],
      outcome: outcome === 'discarded' ? 'discarded' : 'verified',
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...lateInput,
    })
  }
  return (
    <Panel title={t('registry.verify.title')}>
      <div className={styles.fields}>
        {isOwn && <p>{t('registry.verify.own')}</p>}
        <p>{t('registry.verify.noted', { sources: words('sources', entry.sources) })}</p>
        <MultiChoice
          label={t('registry.verify.more')}
          help={t('registry.verify.rule')}
          failure={at('sources')}
          options={options}
          value={sources}
          onChange={setSources}
        />
        <AnswerCards
          label={t('registry.verify.outcome')}
          failure={at('outcome')}
          open={[]}
          answers={(['verified', 'discarded'] as const).map((id) => ({
            id,
            label: t(`registry.verify.as.${id}`),
            help: t(`registry.verify.as.${id}Help`),
          }))}
          value={outcome}
          onChange={setOutcome}
        />
        {outcome === 'discarded' && (
          <TextField label={t('registry.verify.reason')} failure={at('reason')} value={reason} onChange={setReason} />
        )}
        <div>
          <Button kind="main" onPress={send}>
            {t('registry.verify.save')}
          </Button>
        </div>
        <Outcome action={verify} done={t('registry.verify.done')} />
      </div>
    </Panel>
  )
}
