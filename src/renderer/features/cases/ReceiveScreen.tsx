import { useEffect, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { transferParts } from '#shared/rules/transferParts'
import type { QueryOutput } from '#shared/contract/queries'
import type { Result } from '#shared/result'
import { useConnection } from '../../bridge/connection'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Day } from '../../components/Day'
import { Go } from '../../components/Go'
import { ArrowLeft, CircleHelp, FileText } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { useCountry } from '../../i18n/useCountries'
import { useFailure } from '../../i18n/useFailure'
import styles from './cases.module.css'
import { ReceivingCodes } from './ReceivingCodes'
import { ShownCode } from './ShownCode'
import { useUpload } from './useUpload'

/** What a file holds, before anything is made of it. */
const Look = ({ look }: { readonly look: QueryOutput<'transfer.look'> }) => {
  const { t } = useTranslation()
  const countryName = useCountry()
  const { network, country, madeOn, rows, files } = look
  return (
    <>
      <p>
        {t('transfer.isFrom')} <b>{network}</b>
        {country !== '' && ` (${countryName(country)})`}. {t('transfer.madeOn')} <Day day={madeOn} />.
      </p>
      <ul>
        {transferParts
          .filter((part) => rows[part] > 0)
          .map((part) => (
            <li key={part}>
              {t(`transfer.part.${part}`)}: {rows[part]}
            </li>
          ))}
        {files > 0 && (
          <li>
            {t('transfer.files')}: {files}
          </li>
        )}
      </ul>
      <p className={styles.soft}>{t('transfer.consents')}</p>
    </>
  )
}

/** Receives a case from another network: a code for them, then the file that they make with it. */
export const ReceiveScreen = () => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const { upload, problem, begin, cancel } = useUpload()
  const receive = useAction('transfer.receive')
  const [look, setLook] = useState<Result<QueryOutput<'transfer.look'>> | null>(null)
  const uploadId = upload?.ready?.uploadId ?? null
  useEffect(() => cancel, [cancel])
  useEffect(() => {
    let isHere = true
    if (uploadId !== null)
      void connection.query('transfer.look', { uploadId }).then((seen) => {
        if (isHere) setLook(seen)
      })
    return () => {
      isHere = false
    }
  }, [connection, uploadId])

  const { done } = receive
  const failed = problem ?? (look?.ok === false ? look.error : null)
  const isLooked = upload !== null && look?.ok === true
  return (
    <>
      <PageHead title={t('transfer.receive.title')} lead={t('transfer.receive.lead')}>
        <Go to="/cases" look="quiet">
          <ArrowLeft aria-hidden="true" size={18} />
          {t('transfer.receive.back')}
        </Go>
      </PageHead>
      {done !== null ? (
        <Panel title={t('transfer.receive.done')} edge="stitched">
          <div className={styles.pick}>
            <p role="status">{t('transfer.tellThem')}</p>
            <ShownCode code={done.answer} />
            <p className={styles.soft}>{t('transfer.receive.again')}</p>
            <Row>
              <Go to={`/cases/${done.caseId}`} look="main">
                {t('transfer.receive.see')}
              </Go>
            </Row>
          </div>
        </Panel>
      ) : (
        <Stack>
          {!isLooked && <ReceivingCodes />}
          <Panel title={t('transfer.receive.file')}>
            <div className={styles.pick}>
              <p>{t('transfer.receive.fileText')}</p>
              <FileTrigger
                onSelect={(chosen) => {
                  const file = chosen?.[0]
                  if (!file) return
                  setLook(null)
                  receive.forget()
                  void begin(file)
                }}
              >
                <Button>
                  <FileText aria-hidden="true" size={18} />
                  {t(upload === null ? 'transfer.receive.choose' : 'transfer.receive.other')}
                </Button>
              </FileTrigger>
              <p role="status">{upload !== null && look === null ? t('ui.wait') : ''}</p>
              <p role="alert">
                {failed !== null && (
                  <State icon={CircleHelp} dye="barro">
                    {inWords(failed)}
                  </State>
                )}
              </p>
              {isLooked && (
                <>
                  <Look look={look.value} />
                  <Row>
                    <Button
                      kind="main"
                      isPending={receive.busy}
                      onPress={() => uploadId !== null && void receive.run({ uploadId })}
                    >
                      {t('transfer.receive.open')}
                    </Button>
                  </Row>
                </>
              )}
              <Outcome action={receive} done="" />
            </div>
          </Panel>
        </Stack>
      )}
    </>
  )
}
