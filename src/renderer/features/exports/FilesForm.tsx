import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftReason, ReleaseFile } from '#shared/contract/releases'
import type { Failure } from '#shared/errors'
import { useChoosesFolder } from '../../bridge/useChoosesFolder'
import { Button } from '../../components/Button'
import { Check } from '../../components/Check'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Form } from '../../components/Form'
import { Go } from '../../components/Go'
import { CircleCheck, Clock3 } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { TextField } from '../../components/TextField'
import { useLanguage } from '../../i18n/useLanguage'
import { FilesDone } from './FilesDone'

const languages = ['es', 'en', 'both'] as const
const papers = ['a4', 'letter'] as const
const separators = { semicolon: ';', comma: ',' } as const

/** How files of any kind are written, and where. `folder` null: chosen in the system's own box. */
type Look = { readonly folder: string | null; readonly language: 'es' | 'en' | 'both'; readonly paper: 'a4' | 'letter' }
/** How tables are written besides. */
type Sheets = { readonly separator: ';' | ','; readonly hxl: boolean }

type Props = {
  /** As far as this screen knows, why they will be marked; null: they are final. */
  readonly draft: DraftReason | null
  readonly back: string
  /** A text alone: nothing of it is a table. */
  readonly isText?: boolean
  readonly action: {
    readonly busy: boolean
    readonly done: { readonly files: readonly ReleaseFile[]; readonly draft: DraftReason | null } | null
    readonly failure: string | null
    readonly problem: Failure | null
  }
  readonly onSend: (look: Look, sheets: Sheets) => void
}

/** Writes files: said first whether they are marked as a draft, then in which language, for which paper, to which folder. */
export const FilesForm = ({ draft, back, isText = false, action, onSend }: Props) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const chooses = useChoosesFolder()
  const { busy, done, failure, problem } = action
  const [look, setLook] = useState<Omit<Look, 'folder'>>({ language, paper: 'a4' })
  const [sheets, setSheets] = useState<Sheets>({ separator: ';', hxl: false })
  const [folder, setFolder] = useState('')
  const [isTried, setTried] = useState(false)
  if (chooses === null) return <p role="status">{t('ui.wait')}</p>
  const send = (): void => {
    setTried(true)
    if (!chooses && folder.trim() === '') return
    onSend({ folder: chooses ? null : folder.trim(), ...look }, sheets)
  }
  return (
    <Form onSend={send}>
      <Stack>
        <Panel title={t('exports.files.how')}>
          <Stack>
            <p>
              <State icon={draft === null ? CircleCheck : Clock3} dye={draft === null ? 'jade' : 'pericon'}>
                {t(draft === null ? 'exports.files.final' : `exports.files.draft.${draft}`)}
              </State>
            </p>
            <p>{t('exports.files.seen')}</p>
            <ChoiceRow
              label={t('exports.files.language')}
              options={languages.map((id) => ({ id, label: t(`exports.files.languages.${id}`) }))}
              value={look.language}
              onChange={(id) => setLook({ ...look, language: languages.find((one) => one === id) ?? 'es' })}
            />
            <ChoiceRow
              label={t('exports.files.paper')}
              options={papers.map((id) => ({ id, label: t(`exports.files.papers.${id}`) }))}
              value={look.paper}
              onChange={(id) => setLook({ ...look, paper: papers.find((one) => one === id) ?? 'a4' })}
            />
            {!isText && (
              <>
                <ChoiceRow
                  label={t('exports.files.separator')}
                  help={t('exports.files.separatorHelp')}
                  options={Object.keys(separators).map((id) => ({ id, label: t(`exports.files.separators.${id}`) }))}
                  value={sheets.separator === ';' ? 'semicolon' : 'comma'}
                  onChange={(id) => setSheets({ ...sheets, separator: id === 'comma' ? ',' : ';' })}
                />
                <Check isSelected={sheets.hxl} onChange={(hxl) => setSheets({ ...sheets, hxl })}>
                  {t('exports.files.hxl')}
                </Check>
              </>
            )}
            {chooses ? (
              <p>{t('exports.files.box')}</p>
            ) : (
              <TextField
                label={t('exports.files.folder')}
                help={t('exports.files.folderHelp')}
                value={folder}
                onChange={setFolder}
                failure={isTried && folder.trim() === '' ? t('exports.files.folderMissing') : null}
                most={4_096}
              />
            )}
          </Stack>
        </Panel>
        <Row>
          <Button kind="main" type="submit" isPending={busy}>
            {t(chooses ? 'exports.files.choose' : 'exports.files.go')}
          </Button>
          <Go to={back} look="quiet">
            {t('exports.files.back')}
          </Go>
        </Row>
        <FilesDone busy={busy} done={done} failure={failure} isStopped={problem?.type === 'Cancelled'} />
      </Stack>
    </Form>
  )
}
