import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { Tabs } from '../../components/Tabs'
import { Viewed } from '../../components/Viewed'
import { useLabel } from '../../i18n/useLabel'
import { ShiftsNav } from '../shifts/ShiftsNav'
import { AlertList } from './AlertList'
import { Decisions } from './Decisions'
import { Roster } from './Roster'
import { Tasks } from './Tasks'

const Closed = ({ committeeId }: { readonly committeeId: string }) => {
  const { t } = useTranslation()
  const open = useAction('space.open')
  const me = useView('me', undefined)
  const facilitates = me?.ok && me.value.role !== null && me.value.role !== 'member'
  return (
    <Notice title={t('committees.closed')}>
      <p>{t('committees.closedText')}</p>
      {facilitates && (
        <Row>
          <Button isPending={open.busy} onPress={() => void open.run({ kind: 'committee', committeeId })}>
            {t('committees.openSpace')}
          </Button>
        </Row>
      )}
      <Outcome action={open} done={t('committees.kept')} />
    </Notice>
  )
}

/** A committee: who is in it, and for who reads its space, its tasks, decisions, handovers and alerts. */
export const CommitteeScreen = ({ committeeId }: { readonly committeeId: string }) => {
  const { t } = useTranslation()
  const typeOf = useLabel('committeeType')
  const view = useView('committee.view', { committeeId })
  return (
    <>
      <PageHead
        kicker={<Go to="/shifts/committees">{t('committees.title')}</Go>}
        title={view?.ok ? view.value.name : t('committees.one')}
        lead={view?.ok && typeOf(view.value.type) !== view.value.name ? typeOf(view.value.type) : undefined}
      />
      <ShiftsNav />
      <Viewed view={view}>
        {(committee) => (
          <Stack>
            {committee.mandate !== '' && (
              <Panel title={t('committees.new.mandate')}>
                <p>{committee.mandate}</p>
              </Panel>
            )}
            <Tabs
              label={t('committees.parts')}
              tabs={[
                {
                  id: 'tasks',
                  label: t('committees.tasks.title'),
                  content: () =>
                    committee.spaceId === null ? <Closed committeeId={committeeId} /> : <Tasks committee={committee} />,
                },
                { id: 'roster', label: t('committees.roster.title'), content: () => <Roster committee={committee} /> },
                {
                  id: 'decisions',
                  label: t('committees.decisions.title'),
                  content: () =>
                    committee.spaceId === null ? (
                      <Closed committeeId={committeeId} />
                    ) : (
                      <Decisions committee={committee} />
                    ),
                },
                {
                  id: 'handovers',
                  label: t('committees.handovers.title'),
                  content: () => (
                    <Panel title={t('committees.handovers.title')}>
                      {committee.handovers.length === 0 && <p>{t('committees.handovers.empty')}</p>}
                      <RowList>
                        {committee.handovers.map(({ handoverId, note, byAlias, at }) => (
                          <RowItem key={handoverId} title={<PersonName name={byAlias} />}>
                            <p>{note}</p>
                            <p>
                              <Moment at={at} />
                            </p>
                          </RowItem>
                        ))}
                      </RowList>
                    </Panel>
                  ),
                },
                {
                  id: 'alerts',
                  label: t('alerts.title'),
                  content: () => <AlertList alerts={committee.alerts} />,
                },
              ]}
            />
          </Stack>
        )}
      </Viewed>
    </>
  )
}
