import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Check } from '../../components/Check'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { TextArea } from '../../components/TextArea'
import { Veil } from '../../components/Veil'
import { useOptions } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { useFile } from './file'
import { FormFoot } from './FormFoot'
import { FormHead } from './FormHead'

const blank = { kind: null as string | null, text: '', isHard: false }

/** A new note of the log; or, with `amends`, one that corrects or adds to another, which stays as it is. */
export const NoteForm = ({ amends }: { readonly amends: string | null }) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const { file, at, say } = useFile()
  const kinds = useOptions('noteKind')
  const add = useAction('case.addNote')
  const [isTried, setTried] = useState(false)
  const original = file.notes.find(({ noteId }) => noteId === amends)
  const first = original ? { ...blank, kind: original.kind, isHard: original.isHard ?? false } : blank
  const draft = useDraft(`case.${file.caseId}.note.${amends ?? 'new'}`, first)
  const { kind, text, isHard } = draft.value
  const back = `${at}?part=log`
  const isLacking = kind === null || text.trim() === ''

  const save = async (): Promise<void> => {
    setTried(true)
    if (isLacking) return
    const input = { caseId: file.caseId, kind, text: text.trim(), isHard }
    const done = await add.run(original ? { ...input, addendumOf: original.noteId } : input)
    if (!done.ok) return
    draft.drop()
    say(t(original ? 'caseFile.log.amended' : 'caseFile.log.added'))
    go(back)
  }
  if (draft.state === 'reading') return null
  const needed = t('caseFile.needed')
  return (
    <>
      <FormHead title={t(original ? 'caseFile.log.amendTitle' : 'caseFile.log.newTitle')} back={back} />
      <Stack>
        {original && (
          <Panel title={t('caseFile.log.original')} note={t('caseFile.log.stays')}>
            {original.isHard ? <Veil>{original.text}</Veil> : <p className={styles.words}>{original.text}</p>}
          </Panel>
        )}
        <ChoiceRow
          label={t('caseFile.log.kind')}
          options={kinds}
          value={kind}
          onChange={(next) => draft.change((last) => ({ ...last, kind: next }))}
          failure={isTried && kind === null ? needed : null}
        />
        <TextArea
          label={t('caseFile.log.text')}
          help={t('caseFile.log.textHelp')}
          value={text}
          onChange={(next) => draft.change((last) => ({ ...last, text: next }))}
          failure={isTried && text.trim() === '' ? needed : null}
        />
        <Check isSelected={isHard} onChange={(next) => draft.change((last) => ({ ...last, isHard: next }))}>
          {t('caseFile.log.isHard')}
        </Check>
        <FormFoot
          draft={draft}
          back={back}
          isFresh={text === '' && !draft.isFromBefore}
          busy={add.busy}
          failure={add.failure ?? (isTried && isLacking ? t('caseFile.lackingSome') : null)}
          onSave={() => void save()}
        />
      </Stack>
    </>
  )
}
