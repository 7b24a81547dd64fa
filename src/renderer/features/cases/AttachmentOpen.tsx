import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useConnection } from '../../bridge/connection'
import type { Connection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { Outcome } from '../../components/Outcome'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'
import { useFailure } from '../../i18n/useFailure'
import styles from './cases.module.css'
import { useFile } from './file'
import type { OpenFile } from './file'

/** Pictures that a window draws by itself. SVG is not among them: it is a document that may do more than draw. */
const drawn: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']

/** A picture's bytes; a number: so many parts are elsewhere. */
const bytesOf = async (
  connection: Connection,
  caseId: string,
  attachmentId: string,
): Promise<Result<Uint8Array<ArrayBuffer>[] | number>> => {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let part = 0, count = 1; part < count; part += 1) {
    const read = await connection.query('attachment.read', { caseId, attachmentId, part })
    if (!read.ok) return read
    if (read.value.missing > 0) return ok(read.value.missing)
    if (read.value.bytes === null) return fail('FileSpoiled')
    count = read.value.parts
    parts.push(Uint8Array.from(atob(read.value.bytes), (letter) => letter.charCodeAt(0)))
  }
  return ok(parts)
}

/** A file, opened in the page: a picture is drawn; of anything else it says why it is not; what is elsewhere is asked for. */
export const AttachmentOpen = ({ one }: { readonly one: OpenFile['file']['attachments'][number] }) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const { caseId } = useFile().file
  const fetch = useAction('attachment.fetch')
  const [shown, setShown] = useState<Result<string | number> | null>(null)
  const { attachmentId, mime, name } = one
  const isDrawn = drawn.includes(mime)
  useEffect(() => {
    let isHere = true
    let url = ''
    if (isDrawn)
      void bytesOf(connection, caseId, attachmentId).then((read) => {
        if (!isHere) return
        if (read.ok && typeof read.value === 'object') {
          url = URL.createObjectURL(new Blob(read.value, { type: mime }))
          setShown(ok(url))
        } else setShown(read as Result<number>)
      })
    return () => {
      isHere = false
      if (url !== '') URL.revokeObjectURL(url)
    }
  }, [connection, caseId, attachmentId, mime, isDrawn])
  if (!one.opens) return <p>{t('caseFile.files.noKey')}</p>
  if (!isDrawn) return <p>{t('caseFile.files.notDrawn')}</p>
  if (shown === null) return <p role="status">{t('ui.wait')}</p>
  if (!shown.ok) return <p role="alert">{inWords(shown.error)}</p>
  if (typeof shown.value === 'string') return <img className={styles.picture} src={shown.value} alt={name} />
  return (
    <>
      <p>{t('caseFile.files.elsewhere', { count: shown.value })}</p>
      <Button isPending={fetch.busy} onPress={() => void fetch.run({ caseId, attachmentId })}>
        {t('caseFile.files.fetch')}
      </Button>
      <Outcome action={fetch} done={t('caseFile.files.fetched')} />
    </>
  )
}
