import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'
import { Viewed } from '../../components/Viewed'
import styles from './Members.module.css'
import { MembersNav } from './MembersNav'
import { useMe } from './useMe'

/** Leaving the network for good, or taking this laptop off before a border. */
export const LeaveScreen = () => {
  const { t } = useTranslation()
  const members = useView('member.list', undefined)
  const readiness = useView('device.travelReadiness', undefined)
  const leave = useAction('network.leave')
  const travel = useAction('device.travel')
  const { me } = useMe()
  const [handTo, setHandTo] = useState<string | null>(null)
  const [asked, setAsked] = useState<'leave' | 'travel' | null>(null)
  const others = members?.ok
    ? members.value.members.filter(({ status, memberId }) => status === 'active' && memberId !== me?.memberId)
    : []
  const run = async (): Promise<void> => {
    if (asked === 'leave') await leave.run(handTo === null ? {} : { handTo })
    else await travel.run({})
    setAsked(null)
  }
  return (
    <>
      <PageHead title={t('members.leave.title')} lead={t('members.leave.lead')} />
      <Stack>
        <MembersNav />
        <Panel title={t('members.leave.network')}>
          <div className={styles.text}>
            <p>{t('members.leave.networkText')}</p>
            <PlaceField
              label={t('members.leave.handTo')}
              help={t('members.leave.handToHelp')}
              options={others.map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
              value={handTo}
              onChange={setHandTo}
            />
            <Button onPress={() => setAsked('leave')}>{t('members.leave.go')}</Button>
            <Outcome action={leave} done={t('members.leave.done')} />
          </div>
        </Panel>
        <Panel title={t('members.leave.travel')}>
          <div className={styles.text}>
            <p>{t('members.leave.travelText')}</p>
            <Viewed view={readiness}>
              {({ ready, copies, needed, unsealed, soleSpaces }) => (
                <>
                  <p>{t('members.leave.copies', { copies, needed })}</p>
                  {unsealed > 0 && <p>{t('members.leave.unsealed', { count: unsealed })}</p>}
                  {soleSpaces.length > 0 && <p>{t('members.leave.sole', { count: soleSpaces.length })}</p>}
                  <Button isDisabled={!ready} onPress={() => setAsked('travel')}>
                    {t('members.leave.travelGo')}
                  </Button>
                </>
              )}
            </Viewed>
            <Outcome action={travel} done={t('members.leave.travelDone')} />
          </div>
        </Panel>
      </Stack>
      <Confirm
        title={t(asked === 'travel' ? 'members.leave.travelTitle' : 'members.leave.askTitle')}
        action={t(asked === 'travel' ? 'members.leave.travelGo' : 'members.leave.go')}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => void run()}
      >
        <p>{t(asked === 'travel' ? 'members.leave.travelAsk' : 'members.leave.ask')}</p>
      </Confirm>
    </>
  )
}
