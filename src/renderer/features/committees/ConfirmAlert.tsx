import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CommandOutput } from '#shared/contract/commands'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { CaseCode } from '../../components/Discreet'
import { Facts } from '../../components/Facts'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { TextField } from '../../components/TextField'
import { useAgo } from '../../i18n/useAgo'
import { useLabel } from '../../i18n/useLabel'
import styles from './ConfirmAlert.module.css'
import type { AlertDraft } from './alertDraft'

type Props = {
  readonly said: AlertDraft
  readonly prepared: CommandOutput<'alert.prepare'>
  readonly onSent: () => void
  readonly onBack: () => void
}

/** What will go out, to whom, and the three words to be written: only then is it sent. */
export const ConfirmAlert = ({ said, prepared, onSent, onBack }: Props) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const levelOf = useLabel('alertLevel')
  const ago = useAgo()
  const raise = useAction('alert.raise')
  const committees = useView('committee.list', undefined)
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  const committee = (committees?.ok ? committees.value.committees : []).find(
    ({ committeeId }) => committeeId === said.audience,
  )
  const isEmpty = words.trim() === ''
  const send = async (): Promise<void> => {
    setTried(true)
    if (isEmpty) return
    const done = await raise.run({ draftId: prepared.draftId, confirm: words })
    if (!done.ok) return
    onSent()
    go('/shifts/alerts')
  }
  return (
    <Stack>
      <Panel title={t('alerts.new.willSay')}>
        <Facts
          facts={[
            { id: 'level', label: t('alerts.new.level'), value: <b>{levelOf(said.level ?? '')}</b> },
            { id: 'to', label: t('alerts.new.to'), value: committee?.name ?? t('alerts.new.all') },
            { id: 'text', label: t('alerts.new.text'), value: said.text },
            { id: 'place', label: t('alerts.new.place'), value: said.coarsePlace },
            {
              id: 'code',
              label: t('alerts.new.code'),
              value: said.caseCode === '' ? null : <CaseCode code={said.caseCode} />,
            },
          ]}
        />
      </Panel>
      <Panel title={t('alerts.new.words')}>
        <Stack>
          <p>{t('alerts.new.wordsText')}</p>
          <p className={styles.words}>{prepared.words}</p>
          <TextField
            label={t('alerts.new.write')}
            help={t('alerts.new.writeHelp', { when: ago(prepared.expiresAt) })}
            most={200}
            failure={tried && isEmpty ? t('alerts.new.writeMissing') : null}
            value={words}
            onChange={setWords}
          />
          <Row>
            <Button kind="main" isPending={raise.busy} onPress={() => void send()}>
              {t('alerts.new.send')}
            </Button>
            <Button onPress={onBack}>{t('alerts.new.back')}</Button>
          </Row>
          <Outcome action={raise} done={t('alerts.new.sent')} />
        </Stack>
      </Panel>
    </Stack>
  )
}
