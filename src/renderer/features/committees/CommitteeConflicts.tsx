import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommitteeView } from '#shared/contract/committees'
import { useAction } from '../../bridge/useAction'
import { Outcome } from '../../components/Outcome'
import { TwoVersions } from '../../components/TwoVersions'

type Props = { readonly committee: CommitteeView }

const Apart = ({ committee, conflict }: Props & { readonly conflict: CommitteeView['conflicts'][number] }) => {
  const { t } = useTranslation()
  const set = useAction('task.setStatus')
  const [isLater, setLater] = useState(false)
  const taskId = conflict.path.split('.')[1] ?? ''
  const task = committee.tasks.find((one) => one.taskId === taskId)
  if (isLater || !task) return null
  return (
    <>
      <TwoVersions
        field={task.title}
        versions={conflict.versions.map(({ value, by, on }, n) => ({
          id: String(n),
          value: t(`committees.tasks.status.${value ?? 'open'}`, { defaultValue: value ?? '' }),
          by,
          on,
        }))}
        busy={set.busy}
        onKeep={(n) => {
          const status = (conflict.versions[Number(n)]?.value ?? 'open') as 'open'
          void set.run({ committeeId: committee.committeeId, taskId, status })
        }}
        onLater={() => setLater(true)}
      />
      <Outcome action={set} done={t('committees.kept')} />
    </>
  )
}

/** Where a task stands, said apart on two laptops. */
export const CommitteeConflicts = ({ committee }: Props) =>
  committee.conflicts
    .filter(({ path }) => path.startsWith('tasks.') && path.endsWith('.status'))
    .map((conflict) => <Apart key={conflict.path} committee={committee} conflict={conflict} />)
