import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Outcome } from '../../components/Outcome'
import { TextArea } from '../../components/TextArea'
import { useFile } from './file'

type Props = {
  /** Its place in the case: `summaryInternal`. */
  readonly path: string
  readonly label: string
  readonly help?: string
  /** As it stands in the case now. */
  readonly value: string
}
type Writing = { readonly text: string | null; readonly base: string; readonly heads: readonly string[] }
const untouched: Writing = { text: null, base: '', heads: [] }

/**
 * A text that the team writes together: kept as a draft while it is written, saved when she leaves the field, at the
 * heads it was begun at: what a colleague wrote meanwhile comes into it and nothing of either is lost.
 */
export const SharedText = ({ path, label, help, value }: Props) => {
  const { t } = useTranslation()
  const { file } = useFile()
  const [ahead, setAhead] = useState<{ readonly text: string; readonly until: string } | null>(null)
  const save = useAction('case.setField')
  const draft = useDraft<Writing>(`case.${file.caseId}.text.${path}`, untouched)
  const now = file.heads.join()
  const { text, base, heads } = draft.value
  const shown = text ?? (ahead?.until === now ? ahead.text : value)

  const write = (next: string): void =>
    draft.change((last) =>
      last.text === null ? { text: next, base: value, heads: [...file.heads] } : { ...last, text: next },
    )
  const send = async (): Promise<void> => {
    if (text === null) return
    if (text !== base) {
      const done = await save.run({ caseId: file.caseId, path, value: text, basedOn: [...heads] })
      if (!done.ok) return
      setAhead({ text, until: now })
    }
    draft.change(untouched)
    draft.drop()
  }
  if (draft.state === 'reading') return null
  return (
    <div onBlur={() => void send()}>
      <TextArea
        label={label}
        {...(help !== undefined && { help })}
        value={shown}
        onChange={write}
        isDisabled={save.busy}
      />
      <p role="status">{draft.isFromBefore && text !== null ? t('caseFile.fromBeforeText') : ''}</p>
      {draft.isFromBefore && text !== null && (
        <Button onPress={() => void send()} isPending={save.busy}>
          {t('caseFile.save')}
        </Button>
      )}
      <Outcome action={save} done={t('ui.saved')} />
    </div>
  )
}
