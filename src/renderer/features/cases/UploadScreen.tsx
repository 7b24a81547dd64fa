import { useEffect, useId, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Check } from '../../components/Check'
import { CircleHelp, FileText } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { TextField } from '../../components/TextField'
import { Thread } from '../../components/Thread'
import { useFailure } from '../../i18n/useFailure'
import styles from './cases.module.css'
import { useFile } from './file'
import { FormHead } from './FormHead'
import { useSize } from './useSize'
import { useUpload } from './useUpload'

/** A MIME type as the record takes it: what the browser does not know is left out. */
const mimeOf = (mime: string): { mime?: string } => (/^[\w.+-]+\/[\w.+-]+$/.test(mime) ? { mime } : {})

/** Puts a file with the case: chosen, looked into, without what it says besides what it shows. */
export const UploadScreen = () => {
  const { t } = useTranslation()
  const id = useId()
  const inWords = useFailure()
  const sizeOf = useSize()
  const [, go] = useLocation()
  const { file, at, say } = useFile()
  const { upload, problem, begin, cancel } = useUpload()
  const add = useAction('case.addAttachment')
  const [name, setName] = useState('')
  const [strip, setStrip] = useState(true)
  const [isHard, setHard] = useState(false)
  const back = `${at}?part=files`
  useEffect(() => cancel, [cancel])

  const ready = upload?.ready ?? null
  const save = async (): Promise<void> => {
    if (upload === null || ready === null) return
    const done = await add.run({
      caseId: file.caseId,
      uploadId: ready.uploadId,
      name: name.trim() === '' ? t('caseFile.files.unnamed') : name.trim(),
      ...mimeOf(upload.mime),
      isHard,
      strip: strip && ready.inspected.removable,
    })
    if (!done.ok) return
    say(t('caseFile.files.added'))
    go(back)
  }
  const failure = problem !== null ? inWords(problem) : add.failure
  return (
    <>
      <FormHead title={t('caseFile.files.newTitle')} back={back} />
      <Stack>
        <div className={styles.pick}>
          <p id={id} className={styles.soft}>
            {t('caseFile.files.chooseHelp')}
          </p>
          <FileTrigger
            onSelect={(files) => {
              const chosen = files?.[0]
              if (!chosen) return
              setName(chosen.name)
              void begin(chosen)
            }}
          >
            <Button kind={ready === null ? 'main' : 'plain'} aria-describedby={id}>
              <FileText aria-hidden="true" size={18} />
              {t(upload === null ? 'caseFile.files.choose' : 'caseFile.files.chooseOther')}
            </Button>
          </FileTrigger>
        </div>
        <p role="alert">
          {failure !== null && (
            <State icon={CircleHelp} dye="barro">
              {failure}
            </State>
          )}
        </p>
        {upload !== null && ready === null && (
          <Panel title={t('caseFile.files.reading')}>
            <Thread
              label={t('caseFile.files.read')}
              done={Math.floor(upload.sent / 1_024)}
              total={Math.ceil(upload.size / 1_024)}
            />
            <Button onPress={cancel}>{t('caseFile.files.cancel')}</Button>
          </Panel>
        )}
        {upload !== null && ready !== null && (
          <>
            <Panel title={t('caseFile.files.says')} note={sizeOf(ready.inspected.size)}>
              <div role="status">
                {ready.inspected.traces.length === 0 ? (
                  <p>{t(ready.inspected.removable ? 'caseFile.files.clean' : 'caseFile.files.notLooked')}</p>
                ) : (
                  <>
                    <p>{t('caseFile.files.tells')}</p>
                    <ul>
                      {ready.inspected.traces.map(({ kind, value }, n) => (
                        <li key={n}>
                          <b>{t(`caseFile.files.trace.${kind}`)}</b>
                          {value !== '' && `: ${value}`}
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </div>
              {ready.inspected.removable && (
                <Check isSelected={strip} onChange={setStrip}>
                  {t('caseFile.files.strip')}
                </Check>
              )}
            </Panel>
            <TextField
              label={t('caseFile.files.name')}
              help={t('caseFile.files.nameHelp')}
              most={200}
              value={name}
              onChange={setName}
            />
            <Check isSelected={isHard} onChange={setHard}>
              {t('caseFile.files.isHard')}
            </Check>
            <Row>
              <Button kind="main" isPending={add.busy} onPress={() => void save()}>
                {t('caseFile.files.keep')}
              </Button>
              <Button kind="quiet" onPress={() => go(back)}>
                {t('caseFile.leave')}
              </Button>
            </Row>
          </>
        )}
      </Stack>
    </>
  )
}
