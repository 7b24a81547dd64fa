import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommitteeView } from '#shared/contract/committees'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { Saved } from '../../components/Saved'
import { TextArea } from '../../components/TextArea'

/** What the committee decided, the newest first. A decision is not changed: a later one says otherwise. */
export const Decisions = ({ committee }: { readonly committee: CommitteeView }) => {
  const { t } = useTranslation()
  const add = useAction('decision.add')
  const { committeeId, decisions } = committee
  const draft = useDraft(`committee.decision:${committeeId}`, { text: '' })
  const [tried, setTried] = useState(false)
  const { text } = draft.value
  const send = async (): Promise<void> => {
    setTried(true)
    if (text.trim() === '') return
    const done = await add.run({ committeeId, text })
    if (!done.ok) return
    setTried(false)
    draft.change({ text: '' })
    draft.drop()
  }
  return (
    <Panel title={t('committees.decisions.title')}>
      <Stack>
        {decisions.length === 0 && <p>{t('committees.decisions.empty')}</p>}
        <RowList>
          {decisions.map(({ decisionId, text: words, byAlias, at }) => (
            <RowItem key={decisionId} title={words}>
              <p>
                <PersonName name={byAlias} /> · <Moment at={at} />
              </p>
            </RowItem>
          ))}
        </RowList>
        <TextArea
          label={t('committees.decisions.label')}
          help={t('committees.decisions.help')}
          failure={tried && text.trim() === '' ? t('committees.decisions.missing') : null}
          value={text}
          onChange={(next) => draft.change({ text: next })}
        />
        <Row>
          <Button isPending={add.busy} onPress={() => void send()}>
            {t('committees.decisions.send')}
          </Button>
          <Saved state={draft.state} isFresh={text === ''} />
        </Row>
        <Outcome action={add} done={t('committees.kept')} />
      </Stack>
    </Panel>
  )
}
