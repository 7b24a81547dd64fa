import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Plus } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { Veil } from '../../components/Veil'
import { AttachmentOpen } from './AttachmentOpen'
import styles from './cases.module.css'
import { useFile } from './file'
import type { OpenFile } from './file'
import { useAlias } from './useAlias'
import { useSize } from './useSize'

type Attachment = OpenFile['file']['attachments'][number]

const Kept = ({ one }: { readonly one: Attachment }) => {
  const { t } = useTranslation()
  const { file } = useFile()
  const alias = useAlias()
  const sizeOf = useSize()
  const remove = useAction('case.removeAttachment')
  const [isOpen, setOpen] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const { attachmentId, name, size, addedBy, addedAt, isStripped, isHard } = one
  const content = <AttachmentOpen one={one} />
  return (
    <li>
      <h3>{name}</h3>
      <p>
        {size !== null && sizeOf(size)} · {addedAt !== null && <Moment at={addedAt} />} ·{' '}
        <PersonName name={alias(addedBy)} />
      </p>
      {isStripped && <p className={styles.soft}>{t('caseFile.files.stripped')}</p>}
      <Row>
        <Button onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {t(isOpen ? 'caseFile.files.close' : 'caseFile.files.open')}
          <span className="hidden-visually">: {name}</span>
        </Button>
        <Button kind="quiet" onPress={() => setAsking(true)}>
          {t('caseFile.files.remove')}
          <span className="hidden-visually">: {name}</span>
        </Button>
      </Row>
      {isOpen && (
        <div className={styles.full}>
          {isHard ? <Veil words={t('caseFile.veiled.picture')}>{content}</Veil> : content}
        </div>
      )}
      <Outcome action={remove} done="" />
      <Confirm
        title={t('caseFile.files.removeTitle')}
        action={t('caseFile.files.remove')}
        isOpen={isAsking}
        busy={remove.busy}
        onConfirm={() => void remove.run({ caseId: file.caseId, attachmentId }).then(() => setAsking(false))}
        onClose={() => setAsking(false)}
      >
        <p>{t('caseFile.files.removeText', { name })}</p>
      </Confirm>
    </li>
  )
}

/** The files of the case. */
export const FilesTab = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const add = (
    <Go to={`${at}/file/new`} look="plain">
      <Plus aria-hidden="true" size={18} />
      {t('caseFile.files.add')}
    </Go>
  )
  if (file.attachments.length === 0)
    return (
      <EmptyState title={t('caseFile.files.none')} action={add}>
        <p>{t('caseFile.files.noneText')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      <Panel title={t('caseFile.tab.files')}>
        <ul className={styles.items}>
          {file.attachments.map((one) => (
            <Kept key={one.attachmentId} one={one} />
          ))}
        </ul>
      </Panel>
      <div>{add}</div>
    </Stack>
  )
}
