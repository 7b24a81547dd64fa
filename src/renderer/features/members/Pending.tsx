import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PendingSignature } from '#shared/contract/queries'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { useConnection } from '../../bridge/connection'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { useFailure } from '../../i18n/useFailure'
import styles from './Members.module.css'
import { useMe } from './useMe'

/** Acts whose second signature is given on another screen, because it has to say the same as the first. */
const elsewhere = ['guardians', 'lift fork', 'make']

/** Signatures that wait for a second: what each would do, giving it, taking one's own back. */
export const Pending = () => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const view = useView('signature.list', undefined)
  const { isFull } = useMe()
  const [how, setHow] = useState<{ done: string | null; problem: Failure | null }>({ done: null, problem: null })
  const [busy, setBusy] = useState(false)
  const tell = async (said: Promise<Result<{ done: boolean; signatures: number; needed: number }>>): Promise<void> => {
    setBusy(true)
    const result = await said
    setBusy(false)
    setHow(
      result.ok
        ? { done: t(result.value.done ? 'members.signatures.done' : 'members.half', result.value), problem: null }
        : { done: null, problem: result.error },
    )
  }
  const sign = ({ act, about }: PendingSignature): void => {
    if (act === 'expel') void tell(connection.call('member.expel', { memberId: about }))
    else if (act === 'revoke') void tell(connection.call('device.revoke', { deviceId: about }))
    else if (act === 'lift') void tell(connection.call('member.lift', { memberId: about }))
    else
      void tell(
        connection.call('member.setRole', { memberId: about, role: act === 'lower' ? 'facilitator' : 'member' }),
      )
  }
  return (
    <Panel title={t('members.signatures.pending')}>
      <Viewed view={view}>
        {({ signatures }) =>
          signatures.length === 0 ? (
            <p>{t('members.signatures.none')}</p>
          ) : (
            <ul className={styles.list}>
              {signatures.map((one) => (
                <li key={one.signatureId}>
                  <b>
                    {t(`members.act.${one.act}`, { defaultValue: one.act })} <PersonName name={one.alias} />
                  </b>
                  <p className={styles.soft}>
                    {t('members.signatures.by')} <PersonName name={one.byAlias} />
                  </p>
                  <Row>
                    {one.mine ? (
                      <Button
                        isDisabled={busy}
                        onPress={() =>
                          void tell(connection.call('signature.withdraw', { signatureId: one.signatureId }))
                        }
                      >
                        {t('members.signatures.withdraw')}
                      </Button>
                    ) : elsewhere.includes(one.act) ? (
                      one.act === 'make' && <Go to={`/members/${one.about}`}>{t('members.signatures.seeHer')}</Go>
                    ) : (
                      isFull && (
                        <Button isDisabled={busy} onPress={() => sign(one)}>
                          {t('members.signatures.sign')}
                        </Button>
                      )
                    )}
                  </Row>
                </li>
              ))}
            </ul>
          )
        }
      </Viewed>
      <Outcome
        action={{ done: how.done, failure: how.problem === null ? null : inWords(how.problem) }}
        done={how.done ?? ''}
      />
    </Panel>
  )
}
