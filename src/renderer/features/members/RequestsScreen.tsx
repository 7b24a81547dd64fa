import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { PersonName } from '../../components/Discreet'
import { EmptyState } from '../../components/EmptyState'
import { CircleCheck } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { Viewed } from '../../components/Viewed'
import { CheckWords } from '../welcome/CheckWords'
import { MeetForm } from '../meet/MeetForm'
import { useMeeting } from '../meet/useMeeting'
import { useRelays } from '../meet/useRelays'
import styles from './Members.module.css'
import { MembersNav } from './MembersNav'

type Request = QueryOutput<'request.list'>['requests'][number]

/** One who asks to be let in. */
const OneRequest = ({ request, onAdmitted }: { readonly request: Request; readonly onAdmitted: () => void }) => {
  const { t } = useTranslation()
  const admit = useAction('request.admit')
  const [asks, setAsks] = useState<'equal' | 'unchecked' | null>(null)
  const { id, kind, alias, proved, checkWords, admitted } = request
  return (
    <Panel title={t(`members.requests.${kind}`)}>
      <div className={styles.text}>
        <p>
          <b>
            <PersonName name={alias} />
          </b>
        </p>
        {admitted ? (
          <State icon={CircleCheck} dye="jade">
            {t('members.requests.admitted')}
          </State>
        ) : (
          <>
            <CheckWords words={checkWords} />
            <p>{t(proved ? 'members.requests.proved' : 'members.requests.aloud')}</p>
            <Row>
              <Button onPress={() => setAsks('equal')}>{t('members.requests.equal')}</Button>
              <Button kind="quiet" onPress={() => setAsks('unchecked')}>
                {t('members.requests.unchecked')}
              </Button>
            </Row>
          </>
        )}
        <Outcome
          action={admit}
          done={admit.done?.done === false ? t('members.half', admit.done) : t('members.requests.admitted')}
        />
      </div>
      <Confirm
        title={t(asks === 'unchecked' ? 'members.requests.uncheckedTitle' : 'members.requests.equalTitle')}
        action={t(asks === 'unchecked' ? 'members.requests.uncheckedGo' : 'members.requests.equalGo')}
        isOpen={asks !== null}
        onClose={() => setAsks(null)}
        onConfirm={() => {
          onAdmitted()
          void admit.run({ requestId: id, checked: asks === 'equal' }).then(() => setAsks(null))
        }}
      >
        {asks === 'unchecked' ? <p>{t('members.requests.uncheckedText')}</p> : <CheckWords words={checkWords} />}
      </Confirm>
    </Panel>
  )
}

/** Who asks to be let in, with the six words to compare aloud, and the door by which they come. */
export const RequestsScreen = () => {
  const { t } = useTranslation()
  const view = useView('request.list', undefined)
  const meeting = useMeeting()
  const hasRelays = useRelays().length > 0
  const [mine, setMine] = useState<readonly string[]>([])
  return (
    <>
      <PageHead title={t('members.requests.title')} lead={t('members.requests.lead')} />
      <Stack>
        <MembersNav />
        <Viewed view={view}>
          {({ requests: all }) => {
            // who was let in before is a member like the others; who was just let in is still told
            const requests = all.filter(({ id, admitted }) => !admitted || mine.includes(id))
            return requests.length === 0 ? (
              <EmptyState title={t('members.requests.none')}>
                <p>{t('members.requests.noneText')}</p>
              </EmptyState>
            ) : (
              <Stack>
                {requests.map((request) => (
                  <OneRequest
                    key={request.id}
                    request={request}
                    onAdmitted={() => setMine((last) => [...last, request.id])}
                  />
                ))}
              </Stack>
            )
          }}
        </Viewed>
        <Panel title={t('members.requests.door')}>
          <MeetForm meeting={meeting} ways={['lan', ...(hasRelays ? (['relays'] as const) : []), 'listen', 'folder']} />
        </Panel>
      </Stack>
    </>
  )
}
