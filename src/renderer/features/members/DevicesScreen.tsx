import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { PersonName } from '../../components/Discreet'
import { CircleCheck, CirclePause, CircleSlash, Laptop } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { State } from '../../components/State'
import { Viewed } from '../../components/Viewed'
import { CodeShown } from './CodeShown'
import styles from './Members.module.css'
import { MembersNav } from './MembersNav'
import { useMe } from './useMe'

type Devices = QueryOutput<'device.list'>
/** A laptop, or the key of a backup, that may be taken back. */
type Key = { readonly id: string; readonly alias: string; readonly isBackup: boolean }

const looks = {
  active: { icon: CircleCheck, dye: 'jade' },
  suspended: { icon: CirclePause, dye: 'piedra' },
  out: { icon: CircleSlash, dye: 'barro' },
} as const

const DeviceList = ({ devices, onRevoke }: { readonly devices: Devices; readonly onRevoke: (key: Key) => void }) => {
  const { t } = useTranslation()
  const { me, isFull } = useMe()
  const rows = [
    ...devices.devices.map((one) => ({ ...one, id: one.deviceId, isBackup: false })),
    ...devices.backups.map((one) => ({ ...one, id: one.keyId, isBackup: true, here: false })),
  ]
  return (
    <RowList>
      {rows.map(({ id, alias, memberId, status, here, isBackup }) => (
        <RowItem
          key={id}
          title={
            <>
              <PersonName name={alias} />: {t(isBackup ? 'members.devices.backup' : 'members.devices.laptop')}{' '}
              <span className={styles.soft}>{id.slice(0, 4)}</span>
            </>
          }
          actions={
            status !== 'out' && !here && (isFull || memberId === me?.memberId) ? (
              <Button onPress={() => onRevoke({ id, alias, isBackup })}>
                {t('members.devices.revoke')}
                <span className="hidden-visually">
                  : {alias} {id.slice(0, 4)}
                </span>
              </Button>
            ) : undefined
          }
        >
          <Row>
            <State {...looks[status]}>{t(`members.devices.${status}`)}</State>
            {here && (
              <State icon={Laptop} dye="anil">
                {t('members.devices.here')}
              </State>
            )}
          </Row>
        </RowItem>
      ))}
    </RowList>
  )
}

/** Laptops of the network: which count, taking one off, and a pass for one more of her own. */
export const DevicesScreen = () => {
  const { t } = useTranslation()
  const view = useView('device.list', undefined)
  const pass = useAction('device.invite')
  const revoke = useAction('device.revoke')
  const [asked, setAsked] = useState<Key | null>(null)
  return (
    <>
      <PageHead title={t('members.devices.title')} lead={t('members.devices.lead')} />
      <Stack>
        <MembersNav />
        {pass.done ? (
          <CodeShown {...pass.done} onDone={pass.forget} />
        ) : (
          <Panel title={t('members.devices.second')}>
            <div className={styles.text}>
              <p>{t('members.devices.secondText')}</p>
              <Button kind="main" onPress={() => void pass.run({})}>
                <Laptop aria-hidden="true" size={18} />
                {t('members.devices.pass')}
              </Button>
              <Outcome action={pass} done="" />
            </div>
          </Panel>
        )}
        <Panel title={t('members.devices.all')}>
          <Viewed view={view}>{(devices) => <DeviceList devices={devices} onRevoke={setAsked} />}</Viewed>
          <Outcome
            action={revoke}
            done={revoke.done?.done === false ? t('members.half', revoke.done) : t('members.devices.revoked')}
          />
        </Panel>
      </Stack>
      <Confirm
        title={t('members.devices.revokeTitle')}
        action={t('members.devices.revoke')}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => asked && void revoke.run({ deviceId: asked.id }).then(() => setAsked(null))}
      >
        <p>{t('members.devices.revokeText')}</p>
        <p>{t('members.cannotUnread')}</p>
      </Confirm>
    </>
  )
}
