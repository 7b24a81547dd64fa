import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommitteeView } from '#shared/contract/committees'
import { isOpenTask } from '#shared/rules/task'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Day } from '../../components/Day'
import { DayField } from '../../components/DayField'
import { PersonName } from '../../components/Discreet'
import { CircleCheck, CircleDashed } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { MenuButton } from '../../components/MenuButton'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'
import { RowItem, RowList } from '../../components/RowList'
import { State } from '../../components/State'
import { TextField } from '../../components/TextField'
import { CommitteeConflicts } from './CommitteeConflicts'

const statuses = ['open', 'doing', 'done', 'dropped'] as const
type Status = (typeof statuses)[number]
type Props = { readonly committee: CommitteeView }

const AddTask = ({ committee }: Props) => {
  const { t } = useTranslation()
  const add = useAction('task.add')
  const [title, setTitle] = useState('')
  const [owner, setOwner] = useState<string | null>(null)
  const [due, setDue] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const send = async (): Promise<void> => {
    setTried(true)
    if (title.trim() === '') return
    const done = await add.run({ committeeId: committee.committeeId, title: title.trim(), owner, due })
    if (!done.ok) return
    setTitle('')
    setTried(false)
  }
  return (
    <Panel title={t('committees.tasks.add')}>
      <Stack>
        <TextField
          label={t('committees.tasks.what')}
          most={200}
          failure={tried && title.trim() === '' ? t('committees.tasks.whatMissing') : null}
          value={title}
          onChange={setTitle}
        />
        <PlaceField
          label={t('committees.tasks.owner')}
          options={committee.members.map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
          value={owner}
          onChange={setOwner}
        />
        <DayField label={t('committees.tasks.due')} value={due} onChange={setDue} />
        <Row>
          <Button isPending={add.busy} onPress={() => void send()}>
            {t('committees.tasks.send')}
          </Button>
        </Row>
        <Outcome action={add} done={t('committees.kept')} />
      </Stack>
    </Panel>
  )
}

/** What somebody of the committee is to do: those that are open first. */
export const Tasks = ({ committee }: Props) => {
  const { t } = useTranslation()
  const set = useAction('task.setStatus')
  const { committeeId } = committee
  const tasks = [...committee.tasks].sort(
    (a, b) =>
      Number(isOpenTask(b.status)) - Number(isOpenTask(a.status)) || (a.due ?? '9999').localeCompare(b.due ?? '9999'),
  )
  const wordOf = (status: string): string => t(`committees.tasks.status.${status}`, { defaultValue: status })
  return (
    <Stack>
      <CommitteeConflicts committee={committee} />
      <Panel title={t('committees.tasks.title')}>
        {tasks.length === 0 && <p>{t('committees.tasks.empty')}</p>}
        <RowList>
          {tasks.map(({ taskId, title, status, due, ownerAlias }) => (
            <RowItem
              key={taskId}
              title={title}
              actions={
                <>
                  {isOpenTask(status) && (
                    <Button
                      aria-label={`${t('committees.tasks.done')}: ${title}`}
                      isDisabled={set.busy}
                      onPress={() => void set.run({ committeeId, taskId, status: 'done' })}
                    >
                      {t('committees.tasks.done')}
                    </Button>
                  )}
                  <MenuButton
                    label={t('committees.tasks.more')}
                    items={statuses
                      .filter((one) => one !== status && (isOpenTask(status) ? one !== 'done' : one === 'open'))
                      .map((id) => ({ id, label: wordOf(id) }))}
                    onAction={(id) => void set.run({ committeeId, taskId, status: id as Status })}
                  />
                </>
              }
            >
              <p>
                <State icon={status === 'done' ? CircleCheck : CircleDashed} dye={status === 'done' ? 'jade' : 'anil'}>
                  {wordOf(status)}
                </State>
              </p>
              <p>
                {ownerAlias === '' ? t('committees.tasks.noOwner') : <PersonName name={ownerAlias} />}
                {due !== null && (
                  <>
                    {' · '}
                    <Day day={due} />
                  </>
                )}
              </p>
            </RowItem>
          ))}
        </RowList>
        <Outcome action={set} done={t('committees.kept')} />
      </Panel>
      <AddTask committee={committee} />
    </Stack>
  )
}
