import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { transferParts } from '#shared/rules/transferParts'
import type { TransferPart } from '#shared/rules/transferParts'
import type { QueryOutput } from '#shared/contract/queries'
import type { Failure } from '#shared/errors'
import { useConnection } from '../../bridge/connection'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Check } from '../../components/Check'
import { Day } from '../../components/Day'
import { Go } from '../../components/Go'
import { ArrowRight, CircleHelp } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { MultiChoice } from '../../components/MultiChoice'
import { Outcome } from '../../components/Outcome'
import { Picks } from '../../components/Picks'
import { State } from '../../components/State'
import { TextArea } from '../../components/TextArea'
import { useFailure } from '../../i18n/useFailure'
import { useFile } from './file'
import { FormHead } from './FormHead'
import { SaveTransfer } from './SaveTransfer'
import { SixWords } from './SixWords'

type Code = QueryOutput<'transfer.readCode'>
const steps = 4

/** Passes a case to another network: whose code it is, the words compared aloud, what goes, the file. */
export const TransferScreen = () => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const { file, at } = useFile()
  const draft = useDraft(`transfer:${file.caseId}`, { code: '', reason: '', parts: [...transferParts] as string[] })
  const make = useAction('transfer.make')
  const [read, setRead] = useState<Code | null>(null)
  const [problem, setProblem] = useState<Failure | null>(null)
  const [isSame, setSame] = useState(false)
  const [step, setStep] = useState(0)
  const [files, setFiles] = useState<readonly string[]>([])
  const [isTried, setTried] = useState(false)
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>

  const { code, reason, parts } = draft.value
  const put = (part: Partial<typeof draft.value>): void => draft.change((last) => ({ ...last, ...part }))
  const look = async (): Promise<void> => {
    const said = await connection.query('transfer.readCode', { code })
    setProblem(said.ok ? null : said.error)
    if (!said.ok) return
    setRead(said.value)
    setSame(false)
    setStep(1)
  }
  const send = async (): Promise<void> => {
    setTried(reason.trim() === '')
    if (reason.trim() === '') return
    const done = await make.run({
      caseId: file.caseId,
      code,
      reason: reason.trim(),
      parts: transferParts.filter((one) => parts.includes(one)),
      attachments: [...files],
    })
    if (!done.ok) return
    draft.drop()
    setStep(3)
  }
  const question = ['code', 'words', 'what', 'file'][step] ?? 'code'
  return (
    <Stack key={question}>
      <FormHead title={t(`transfer.ask.${question}`)} back={`${at}?part=team`} />
      <Picks
        done={step}
        total={steps}
        label={t('transfer.progress')}
        say={t('transfer.step', { at: step + 1, of: steps })}
      />
      {step === 0 && (
        <>
          <TextArea
            label={t('transfer.code')}
            help={t('transfer.codeHelp')}
            value={code}
            onChange={(text) => put({ code: text })}
          />
          <p role="alert">
            {problem !== null && (
              <State icon={CircleHelp} dye="barro">
                {inWords(problem)}
              </State>
            )}
          </p>
          <Row>
            <Button kind="main" isDisabled={code.trim() === ''} onPress={() => void look()}>
              {t('transfer.next')}
              <ArrowRight aria-hidden="true" size={18} />
            </Button>
          </Row>
        </>
      )}
      {step === 1 && read !== null && (
        <>
          <p>
            {t('transfer.isOf')} <b>{read.network}</b>. {t('transfer.until')} <Day day={read.until} />.
          </p>
          <p>{t('transfer.compare')}</p>
          <SixWords label={t('transfer.words')} words={read.words} />
          <Check isSelected={isSame} onChange={setSame}>
            {t('transfer.same')}
          </Check>
          <Row>
            <Button onPress={() => setStep(0)}>{t('transfer.otherCode')}</Button>
            <Button kind="main" isDisabled={!isSame} onPress={() => setStep(2)}>
              {t('transfer.next')}
              <ArrowRight aria-hidden="true" size={18} />
            </Button>
          </Row>
        </>
      )}
      {step === 2 && (
        <>
          <MultiChoice
            label={t('transfer.what')}
            help={t('transfer.whatHelp')}
            options={transferParts.map((id: TransferPart) => ({ id, label: t(`transfer.part.${id}`) }))}
            value={parts}
            onChange={(ids) => put({ parts: ids })}
          />
          {file.attachments.length > 0 && (
            <MultiChoice
              label={t('transfer.files')}
              help={t('transfer.filesHelp')}
              options={file.attachments.map(({ attachmentId, name }) => ({ id: attachmentId, label: name }))}
              value={files}
              onChange={setFiles}
            />
          )}
          <TextArea
            label={t('transfer.reason')}
            help={t('transfer.reasonHelp')}
            value={reason}
            onChange={(text) => put({ reason: text })}
            failure={isTried ? t('caseFile.needed') : null}
          />
          <Outcome action={make} done="" />
          {make.problem?.type === 'NotAgreed' && (
            <Row>
              <Go to={`${at}/consent/share_other_network`} look="plain">
                {t('transfer.noteAgreement')}
              </Go>
            </Row>
          )}
          <Row>
            <Button onPress={() => setStep(1)}>{t('transfer.back')}</Button>
            <Button kind="main" isPending={make.busy} onPress={() => void send()}>
              {t('transfer.make')}
            </Button>
          </Row>
        </>
      )}
      {step === 3 && make.done !== null && (
        <SaveTransfer transferId={make.done.transferId} size={make.done.size} back={`${at}?part=team`} />
      )}
    </Stack>
  )
}
