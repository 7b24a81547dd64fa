import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import type { Result } from '#shared/result'
import { useConnection } from '../../bridge/connection'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { Saved } from '../../components/Saved'
import { TextArea } from '../../components/TextArea'
import { Viewed } from '../../components/Viewed'
import { Findings } from './Findings'

/** What was looked at, and what was found in it. */
type Looked = { readonly text: string; readonly found: Result<QueryOutput<'narrative.check'>> }

/** Writes a text: what in it may lead to somebody is told before anything is kept, and how many share her profile. */
export const WriteNarrative = ({ caseId, isMain }: { readonly caseId: string; readonly isMain: boolean }) => {
  const { t } = useTranslation()
  const connection = useConnection()
  const draft = useDraft(`narrative:${caseId}`, { text: '' })
  const write = useAction('narrative.write')
  const [looked, setLooked] = useState<Looked | null>(null)
  const [isTried, setTried] = useState(false)
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  const { text } = draft.value
  const found = looked?.text === text && looked.found.ok ? looked.found.value : null
  const isSound = found?.blockedBy.length === 0
  const look = async (): Promise<void> => {
    setTried(true)
    if (text.trim() === '') return
    setLooked({ text, found: await connection.query('narrative.check', { caseId, text }) })
  }
  const keep = async (): Promise<void> => {
    const done = await write.run({ caseId, text })
    if (!done.ok) return
    draft.change({ text: '' })
    draft.drop()
    setLooked(null)
    setTried(false)
  }
  return (
    <Form onSend={() => void look()}>
      <Panel title={t('exports.narrative.write')}>
        <Stack>
          <TextArea
            label={t('exports.narrative.field')}
            help={t('exports.narrative.help')}
            value={text}
            onChange={(next) => draft.change({ text: next })}
            onBlur={draft.keepNow}
            failure={isTried && text.trim() === '' ? t('exports.narrative.empty') : null}
          />
          <Saved state={draft.state} isFresh={text === ''} />
          <Row>
            <Button kind={isMain && !isSound ? 'main' : 'plain'} type="submit">
              {t('exports.narrative.check')}
            </Button>
            {found !== null && (
              <Button kind={isMain && isSound ? 'main' : 'plain'} isPending={write.busy} onPress={() => void keep()}>
                {t('exports.narrative.keep')}
              </Button>
            )}
          </Row>
          <Outcome action={write} done={t('exports.narrative.kept')} />
          {looked && (
            <div role="status">
              <Viewed view={looked.found}>{(found) => <Findings text={looked.text} found={found} />}</Viewed>
            </div>
          )}
        </Stack>
      </Panel>
    </Form>
  )
}
