import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Day } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { CircleCheck, CircleDashed, Hourglass } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { Table } from '../../components/Table'
import { Viewed } from '../../components/Viewed'
import { NarrativeLink } from '../exports/NarrativeLink'
import styles from './cases.module.css'
import { EraseCase } from './EraseCase'
import { useFile } from './file'
import { TeamMembers } from './TeamMembers'
import { TeamShares } from './TeamShares'
import { TransferPanel } from './TransferPanel'

/** Who may open the case, who holds parts of its key, and who did what with it. */
export const TeamTab = () => {
  const { t } = useTranslation()
  const { file } = useFile()
  const me = useView('me', undefined)
  const view = useView('case.access', { caseId: file.caseId })
  const mine = me?.ok ? me.value.memberId : null
  return (
    <Viewed view={view}>
      {({ readers, shares, accesses }) => {
        const isOwner = readers.some(({ memberId, owner }) => owner && memberId === mine)
        return (
          <Stack>
            <TeamMembers readers={readers} isOwner={isOwner} mine={mine} />
            <Panel title={t('caseFile.team.shares')}>
              <p>{t('caseFile.team.sharesText')}</p>
              {shares === null ? (
                <State icon={CircleDashed} dye="piedra">
                  {t('caseFile.team.noShares')}
                </State>
              ) : (
                <>
                  {shares.stale ? (
                    <State icon={Hourglass} dye="pericon">
                      {t('caseFile.team.staleShares')}
                    </State>
                  ) : (
                    <State icon={CircleCheck} dye="jade">
                      {t('caseFile.team.goodShares')}
                    </State>
                  )}
                  <ul>
                    {shares.holders.map(({ memberId, alias }) => (
                      <li key={memberId}>
                        <PersonName name={alias} />
                      </li>
                    ))}
                  </ul>
                </>
              )}
              {isOwner && (shares === null || shares.stale) && <TeamShares mine={mine} />}
            </Panel>
            <Panel title={t('caseFile.team.log')}>
              {accesses.length === 0 ? (
                <p className={styles.soft}>{t('caseFile.team.logNone')}</p>
              ) : (
                <Table
                  label={t('caseFile.team.logTable')}
                  rows={accesses}
                  keyOf={({ deviceId, day, action, memberId }) => [day, deviceId, action, memberId].join()}
                  columns={[
                    { id: 'who', label: t('caseFile.team.who'), cell: ({ alias }) => <PersonName name={alias} /> },
                    { id: 'day', label: t('ui.day'), cell: ({ day }) => <Day day={day} /> },
                    {
                      id: 'what',
                      label: t('caseFile.team.what'),
                      cell: ({ action }) => t(`caseFile.team.did.${action}`, { defaultValue: action }),
                    },
                  ]}
                />
              )}
            </Panel>
            <TransferPanel
              mayPass={isOwner || (me?.ok === true && me.value.role !== null && me.value.role !== 'member')}
            />
            <NarrativeLink caseId={file.caseId} />
            {file.status === 'closed' && <EraseCase />}
          </Stack>
        )
      }}
    </Viewed>
  )
}
