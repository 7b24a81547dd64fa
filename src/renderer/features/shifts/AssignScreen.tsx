import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { DayField } from '../../components/DayField'
import { Go } from '../../components/Go'
import { Pair, Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'
import { Saved } from '../../components/Saved'
import { assignInput, firstAssign, wrongIn } from './assignDraft'
import type { AssignDraft } from './assignDraft'
import { RestOf } from './RestOf'
import { ShiftsNav } from './ShiftsNav'

const hours = Array.from({ length: 24 }, (_, hour) => {
  const label = `${String(hour).padStart(2, '0')}:00`
  return { id: String(hour), label }
})

type Props = { readonly committeeId?: string; readonly from?: number; readonly to?: number }

/** Puts somebody on a shift. Who may not, since she rests or has another, is said in words and nothing is written. */
export const AssignScreen = ({ committeeId, from, to }: Props) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const assign = useAction('shift.assign')
  const committees = useView('committee.list', undefined)
  const members = useView('member.list', undefined)
  const form = committeeId === undefined ? 'shift.assign' : `shift.assign:${committeeId}:${String(from ?? 0)}`
  const draft = useDraft<AssignDraft>(form, firstAssign(committeeId ?? null, from, to))
  const [tried, setTried] = useState(false)
  const { value } = draft
  const wrong = wrongIn(value)
  const put = (part: Partial<AssignDraft>): void => draft.change((last) => ({ ...last, ...part }))
  const says = (field: keyof typeof wrong): string | null =>
    tried && wrong[field] ? t(`shifts.assign.wrong.${field}`) : null
  const people = (members?.ok ? members.value.members : [])
    .filter(({ status }) => status === 'active')
    .map(({ memberId, alias }) => ({ id: memberId, label: alias }))
  const all = committees?.ok ? committees.value.committees : []
  const send = async (): Promise<void> => {
    setTried(true)
    const input = assignInput(value)
    if (!input) return
    const done = await assign.run(input)
    if (!done.ok) return
    draft.drop()
    go(`/shifts/week/${value.startDay ?? ''}`)
  }
  return (
    <>
      <PageHead title={t('shifts.assign.title')} lead={t('shifts.assign.lead')} />
      <ShiftsNav />
      {draft.state !== 'reading' && committees !== null && members !== null && (
        <Panel title={t('shifts.assign.form')}>
          <Stack>
            <ChoiceField
              label={t('shifts.committee')}
              failure={says('committeeId')}
              options={all.map((one) => ({ id: one.committeeId, label: one.name }))}
              value={value.committeeId}
              onChange={(id) => put({ committeeId: id })}
            />
            <Pair>
              <DayField
                label={t('shifts.assign.startDay')}
                failure={says('startDay')}
                value={value.startDay}
                onChange={(startDay) => put({ startDay, endDay: value.endDay ?? startDay })}
              />
              <ChoiceField
                label={t('shifts.assign.startHour')}
                options={hours}
                value={String(value.startHour)}
                onChange={(hour) => put({ startHour: Number(hour) })}
              />
            </Pair>
            <Pair>
              <DayField
                label={t('shifts.assign.endDay')}
                failure={says('endDay')}
                value={value.endDay}
                onChange={(endDay) => put({ endDay })}
              />
              <ChoiceField
                label={t('shifts.assign.endHour')}
                options={hours}
                value={String(value.endHour)}
                onChange={(hour) => put({ endHour: Number(hour) })}
              />
            </Pair>
            <PlaceField
              label={t('shifts.assign.primary')}
              help={t('shifts.assign.primaryHelp')}
              failure={says('primary')}
              options={people}
              value={value.primary}
              onChange={(primary) => put({ primary })}
            />
            {value.primary !== null && <RestOf memberId={value.primary} />}
            <PlaceField
              label={t('shifts.assign.backup')}
              help={t('shifts.assign.backupHelp')}
              failure={says('backup')}
              options={people}
              value={value.backup}
              onChange={(backup) => put({ backup })}
            />
            {value.backup !== null && <RestOf memberId={value.backup} />}
            <Row>
              <Button kind="main" isPending={assign.busy} onPress={() => void send()}>
                {t('shifts.assign.send')}
              </Button>
              <Go look="quiet" to="/shifts">
                {t('ui.back')}
              </Go>
              <Saved state={draft.state} />
            </Row>
            <Outcome action={assign} done={t('shifts.assign.done')} />
          </Stack>
        </Panel>
      )}
    </>
  )
}
