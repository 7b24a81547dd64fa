import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { caseMachine } from '#shared/rules/caseStatus'
import type { CaseStatus } from '#shared/rules/caseStatus'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Moment, Day } from '../../components/Day'
import { CaseCode } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { CircleCheck, Hourglass } from '../../components/icons'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { TextField } from '../../components/TextField'
import { useCountry } from '../../i18n/useCountries'
import styles from './cases.module.css'
import { useFile } from './file'
import type { OpenFile } from './file'
import { ShownCode } from './ShownCode'

type Transfer = OpenFile['file']['transfers'][number]

const Answer = ({ transferId }: { readonly transferId: string }) => {
  const { t } = useTranslation()
  const { file, say } = useFile()
  const take = useAction('transfer.answer')
  const [answer, setAnswer] = useState('')
  const send = async (): Promise<void> => {
    const done = await take.run({ caseId: file.caseId, transferId, answer })
    if (done.ok) say(t('transfer.passed'))
  }
  return (
    <>
      <TextField
        label={t('transfer.answer')}
        help={t('transfer.answerHelp')}
        most={100}
        value={answer}
        onChange={setAnswer}
      />
      <Row>
        <Button isPending={take.busy} isDisabled={answer.trim() === ''} onPress={() => void send()}>
          {t('transfer.takeAnswer')}
        </Button>
      </Row>
      <Outcome action={take} done={t('transfer.passed')} />
    </>
  )
}

const One = ({ one }: { readonly one: Transfer }) => {
  const { t } = useTranslation()
  const countryName = useCountry()
  const { network, country, madeOn, at, direction, theirCode, answeredAt, answer, transferId } = one
  if (direction === 'in')
    return (
      <>
        <p>
          {t('transfer.cameFrom', { network, country: country === '' ? '' : ` (${countryName(country)})` })}{' '}
          {at !== null && <Moment at={at} />}. {t('transfer.asTold')}
        </p>
        {answer !== null && (
          <>
            <p>{t('transfer.tellThem')}</p>
            <ShownCode code={answer} />
          </>
        )}
      </>
    )
  if (theirCode !== '')
    return (
      <State icon={CircleCheck} dye="jade">
        {t('transfer.theirs', { network })} {answeredAt !== null && <Moment at={answeredAt} />}.{' '}
        {t('transfer.theirCode')} <CaseCode code={theirCode} />
      </State>
    )
  return (
    <>
      <State icon={Hourglass} dye="pericon">
        {t('transfer.waits', { network })} {madeOn !== null && <Day day={madeOn} />}
      </State>
      <Answer transferId={transferId} />
    </>
  )
}

/** Where a case came from, where it went, and the way to pass it to another network. */
export const TransferPanel = ({ mayPass }: { readonly mayPass: boolean }) => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const known = Object.hasOwn(caseMachine.moves, file.status) ? caseMachine.moves[file.status as CaseStatus] : []
  const canGo = mayPass && known.includes('transferred')
  if (!canGo && file.transfers.length === 0) return null
  return (
    <Panel title={t('transfer.title')}>
      {file.transfers.length > 0 && (
        <ul className={styles.items}>
          {file.transfers.map((one) => (
            <li key={one.transferId}>
              <One one={one} />
            </li>
          ))}
        </ul>
      )}
      {canGo && (
        <>
          <p>{t('transfer.text')}</p>
          <Row>
            <Go to={`${at}/transfer`} look="plain">
              {t('transfer.begin')}
            </Go>
          </Row>
        </>
      )}
    </Panel>
  )
}
