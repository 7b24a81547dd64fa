import { useTranslation } from 'react-i18next'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Plus } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { Veil } from '../../components/Veil'
import { useLabel } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { useFile } from './file'
import type { OpenFile } from './file'
import { useAlias } from './useAlias'

type Note = OpenFile['file']['notes'][number]

const Written = ({ note }: { readonly note: Note }) => {
  const kind = useLabel('noteKind')
  const alias = useAlias()
  return (
    <>
      <p>
        <b>{note.kind !== null && kind(note.kind)}</b> · {note.at !== null && <Moment at={note.at} />} ·{' '}
        <PersonName name={alias(note.by)} />
      </p>
      {note.isHard ? (
        <div className={styles.full}>
          <Veil>{note.text}</Veil>
        </div>
      ) : (
        <p className={styles.words}>{note.text}</p>
      )}
    </>
  )
}

/** The log, the newest first; what corrects or adds to a note stands under it, and the note stays as it was. */
export const LogTab = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const ids = new Set(file.notes.map(({ noteId }) => noteId))
  const isUnder = ({ addendumOf }: Note): boolean => addendumOf !== null && ids.has(addendumOf)
  // an addendum to an addendum stands under the note that began it
  const rootOf = (note: Note, depth = 0): string => {
    const above = depth < 50 ? file.notes.find(({ noteId }) => noteId === note.addendumOf) : undefined
    return above ? rootOf(above, depth + 1) : note.noteId
  }
  const first = file.notes.filter((note) => !isUnder(note)).toReversed()
  const later = file.notes.filter(isUnder)
  const add = (
    <Go to={`${at}/note/new`} look="plain">
      <Plus aria-hidden="true" size={18} />
      {t('caseFile.log.add')}
    </Go>
  )
  if (file.notes.length === 0)
    return (
      <EmptyState title={t('caseFile.log.none')} action={add}>
        <p>{t('caseFile.log.noneText')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      <div>{add}</div>
      <Panel title={t('caseFile.tab.log')}>
        <ul className={styles.items}>
          {first.map((note) => (
            <li key={note.noteId}>
              <Written note={note} />
              {later
                .filter((one) => rootOf(one) === note.noteId)
                .map((one) => (
                  <div key={one.noteId} className={styles.addendum}>
                    <h3>{t('caseFile.log.addendum')}</h3>
                    <Written note={one} />
                  </div>
                ))}
              <Go to={`${at}/note/${note.noteId}`}>{t('caseFile.log.amend')}</Go>
            </li>
          ))}
        </ul>
      </Panel>
    </Stack>
  )
}
