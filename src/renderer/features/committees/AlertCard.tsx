import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertRow } from '#shared/contract/alerts'
import { ackActions, isOpenAlert } from '#shared/rules/alert'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Moment } from '../../components/Day'
import { CaseCode, PersonName } from '../../components/Discreet'
import { CircleCheck, CircleDashed, CircleHelp, Clock3 } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome, Outcomes } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { State } from '../../components/State'
import { TwoVersions } from '../../components/TwoVersions'
import { useLabel } from '../../i18n/useLabel'
import styles from './AlertCard.module.css'

type Props = { readonly alert: AlertRow; readonly me: string }
type End = 'attended' | 'closed' | 'false_alarm'

/** Steps that may be said of an alert, by where it stands. */
const nextOf: Readonly<Record<string, readonly End[]>> = {
  raised: ['attended', 'false_alarm'],
  acknowledged: ['attended', 'closed', 'false_alarm'],
  attended: ['closed', 'false_alarm'],
}

const Standing = ({ status }: { readonly status: string }) => {
  const { t } = useTranslation()
  const isOpen = isOpenAlert(status)
  return (
    <State
      icon={isOpen ? (status === 'raised' ? Clock3 : CircleHelp) : CircleCheck}
      dye={isOpen ? 'pericon' : 'piedra'}
    >
      {t(`alerts.status.${status}`, { defaultValue: status })}
    </State>
  )
}

const Apart = ({ alert }: Pick<Props, 'alert'>) => {
  const { t } = useTranslation()
  const set = useAction('alert.setStatus')
  const [isLater, setLater] = useState(false)
  const conflict = alert.conflicts.find(({ path }) => path.endsWith('.status'))
  if (!conflict || isLater) return null
  return (
    <>
      <TwoVersions
        field={t('alerts.standing')}
        versions={conflict.versions.map(({ value, by, on }, n) => ({
          id: String(n),
          value: t(`alerts.status.${value ?? 'raised'}`, { defaultValue: value ?? '' }),
          by,
          on,
        }))}
        busy={set.busy}
        onKeep={(n) => {
          const status = (conflict.versions[Number(n)]?.value ?? 'attended') as End
          void set.run({ alertId: alert.alertId, status })
        }}
        onLater={() => setLater(true)}
      />
      <Outcome action={set} done={t('alerts.said')} />
    </>
  )
}

/** An alert: what it says, who answered what, four answers of one size, and the ways to end it. */
export const AlertCard = ({ alert, me }: Props) => {
  const { t } = useTranslation()
  const levelOf = useLabel('alertLevel')
  const answer = useAction('alert.ack')
  const set = useAction('alert.setStatus')
  const [asked, setAsked] = useState<End | null>(null)
  const { alertId, acks } = alert
  const mine = acks.find(({ memberId }) => memberId === me)?.action
  const isOpen = isOpenAlert(alert.status)
  const title = `${levelOf(alert.level)}${alert.coarsePlace === '' ? '' : ` · ${alert.coarsePlace}`}`
  return (
    <Panel title={title} note={<Moment at={alert.raisedAt} />} edge={isOpen ? 'solid' : 'dotted'}>
      <Stack>
        <Row>
          <Standing status={alert.status} />
          <span>
            {t('alerts.by')} <PersonName name={alert.raisedByAlias} />
          </span>
          <span>{t(alert.committeeId === null ? 'alerts.toAll' : 'alerts.toCommittee')}</span>
          {alert.caseCode !== '' && <CaseCode code={alert.caseCode} />}
        </Row>
        <p className={styles.text}>{alert.text}</p>
        <Apart alert={alert} />
        {isOpen && (
          <div role="group" aria-label={t('alerts.answer')} className={styles.answers}>
            {ackActions.map((action) => (
              <Button
                key={action}
                aria-pressed={mine === action}
                isDisabled={answer.busy}
                onPress={() => void answer.run({ alertId, action })}
              >
                {mine === action && <CircleCheck aria-hidden="true" size={18} />}
                {t(`alerts.ack.${action}`)}
              </Button>
            ))}
          </div>
        )}
        {acks.length === 0 ? (
          <State icon={CircleDashed} dye="piedra">
            {t('alerts.noAnswers')}
          </State>
        ) : (
          <RowList>
            {acks.map(({ memberId, alias, at, action }) => (
              <RowItem key={memberId} title={<PersonName name={alias} />}>
                <p>
                  {t(`alerts.ack.${action}`)} · <Moment at={at} />
                </p>
              </RowItem>
            ))}
          </RowList>
        )}
        {isOpen && (
          <Row>
            {(nextOf[alert.status] ?? []).map((end) => (
              <Button key={end} kind="quiet" onPress={() => setAsked(end)}>
                {t(`alerts.end.${end}`)}
              </Button>
            ))}
          </Row>
        )}
        <Outcomes
          of={[
            [set, t('alerts.said')],
            [answer, t('alerts.answered')],
          ]}
        />
      </Stack>
      <Confirm
        title={asked === null ? '' : t(`alerts.end.${asked}`)}
        action={asked === null ? '' : t(`alerts.end.${asked}`)}
        isOpen={asked !== null}
        busy={set.busy}
        onConfirm={() => asked && void set.run({ alertId, status: asked }).then(() => setAsked(null))}
        onClose={() => setAsked(null)}
      >
        <p>{asked === null ? '' : t(`alerts.means.${asked}`)}</p>
      </Confirm>
    </Panel>
  )
}
