import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { FailureType } from '#shared/errors'
import { caseMachine, endStates } from '#shared/rules/caseStatus'
import type { CaseStatus } from '#shared/rules/caseStatus'
import { agreedToFile } from '#shared/rules/consent'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { AnswerCards } from '../../components/AnswerCards'
import { Check } from '../../components/Check'
import { ChoiceField } from '../../components/ChoiceField'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { TextArea } from '../../components/TextArea'
import { useOptions } from '../../i18n/useLabel'
import { useFile } from './file'
import type { OpenFile } from './file'
import { FormFoot } from './FormFoot'
import { FormHead } from './FormHead'

/** Where it may go from here; `transferred` has a way of its own. */
const movesFrom = (status: string): readonly Exclude<CaseStatus, 'transferred'>[] => {
  const known = Object.hasOwn(caseMachine.moves, status) ? caseMachine.moves[status as CaseStatus] : []
  return known.flatMap((to) => (to === 'transferred' ? [] : [to]))
}

/** What is not there yet for a state, as a word of `caseFile.status.lacks` and where it is done. */
const lackingFor = (to: string | null, { file, at }: OpenFile): readonly (readonly [string, string])[] => {
  if (to === 'follow_up' && !file.plans.some(({ reviewedOn }) => reviewedOn !== null))
    return [['review', `${at}?part=plan`]]
  if (to !== 'active' || file.status === 'paused' || file.status === 'follow_up') return []
  const defenders = file.persons.filter((one) => one.relationToCase === 'defender').map(({ personId }) => personId)
  const events = file.consents.flatMap((one) => one.events.map((event) => ({ ...event, id: event.consentId })))
  return [
    ...(agreedToFile(events, defenders, new Date().toISOString())
      ? []
      : ([['agreement', `${at}/consent/keep_file`]] as const)),
    ...(file.riskAnalyses.length > 0 ? [] : ([['analysis', `${at}/risk/new`]] as const)),
  ]
}

/** Where what is refused can be done. */
const wayOn = (type: FailureType | undefined, at: string): string | null =>
  type === 'ImminentRisk' ? `${at}?part=risk` : type === 'NotOnTeam' || type === 'NotAllowed' ? `${at}?part=team` : null

const blank = { to: null as string | null, reason: '', closingReason: null as string | null, isTold: false }

/** Moves the case to another state: to which, why, and what is still lacking for it. */
export const StatusForm = () => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const open = useFile()
  const { file, at, say } = open
  const reasons = useOptions('closingReason')
  const set = useAction('case.setStatus')
  const [isTried, setTried] = useState(false)
  const draft = useDraft(`case.${file.caseId}.status`, blank)
  if (draft.state === 'reading') return null
  const moves = movesFrom(file.status)
  const { reason, closingReason, isTold } = draft.value
  const to = moves.find((one) => one === draft.value.to) ?? null
  const put = (part: Partial<typeof blank>): void => draft.change((last) => ({ ...last, ...part }))
  const lacks = lackingFor(to, open)
  const way = wayOn(set.problem?.type, at)
  const save = async (): Promise<void> => {
    setTried(true)
    if (to === null) return
    const input = { caseId: file.caseId, status: to, reason: reason.trim() }
    const done = await set.run(to === 'closed' ? { ...input, closingReason, defenderInformed: isTold } : input)
    if (!done.ok) return
    draft.drop()
    const isEnd = endStates.includes(to)
    say(t(isEnd ? 'caseFile.status.ended' : 'caseFile.status.moved', { status: t(`status.${to}`) }))
    go(at)
  }
  return (
    <>
      <FormHead title={t('caseFile.status.title')} back={at} />
      <Stack>
        <p>{t('caseFile.status.now', { status: t(`status.${file.status}`, { defaultValue: file.status }) })}</p>
        <AnswerCards
          label={t('caseFile.status.to')}
          answers={moves.map((id) => ({ id, label: t(`status.${id}`), help: t(`caseFile.status.help.${id}`) }))}
          open={[]}
          value={to}
          onChange={(id) => {
            set.forget()
            put({ to: id })
          }}
          failure={isTried && to === null ? t('caseFile.needed') : null}
        />
        {lacks.length > 0 && (
          <Notice title={t('caseFile.status.lacking')}>
            <ul>
              {lacks.map(([word, place]) => (
                <li key={word}>
                  <Go to={place}>{t(`caseFile.status.lacks.${word}`)}</Go>
                </li>
              ))}
            </ul>
            <p>{t('caseFile.status.orReason')}</p>
          </Notice>
        )}
        {to === 'closed' && (
          <ChoiceField
            label={t('caseFile.status.closingReason')}
            options={reasons}
            value={closingReason}
            onChange={(id) => put({ closingReason: id })}
          />
        )}
        {to !== null && (
          <TextArea
            label={t('caseFile.status.reason')}
            help={t(to === 'not_admitted' ? 'caseFile.status.reasonOther' : 'caseFile.status.reasonHelp')}
            value={reason}
            onChange={(text) => put({ reason: text })}
            failure={set.problem?.type === 'ReasonNeeded' ? t('caseFile.status.reasonNeeded') : null}
          />
        )}
        {to === 'closed' && (
          <Check isSelected={isTold} onChange={(is) => put({ isTold: is })}>
            {t('caseFile.status.told')}
          </Check>
        )}
        {way !== null && <Go to={way}>{t('caseFile.status.seeWhy')}</Go>}
        <FormFoot
          draft={draft}
          back={at}
          isFresh={draft.value === blank}
          busy={set.busy}
          failure={set.failure}
          onSave={() => void save()}
          action={t('caseFile.status.action')}
        />
      </Stack>
    </>
  )
}
