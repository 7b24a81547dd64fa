import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, useLocation } from 'wouter'
import { isTermOf } from '#shared/vocabulary/terms'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { AnswerCards } from '../../components/AnswerCards'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { DayField } from '../../components/DayField'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { Why } from '../../components/Why'
import { today } from '../../i18n/today'
import { useLabel, useOptions } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { ConsentHistory } from './ConsentHistory'
import { useFile } from './file'
import { FormFoot } from './FormFoot'
import { FormHead } from './FormHead'

/** Purposes that mean nothing without whom it is for. */
const named: readonly string[] = ['refer_org', 'mechanism', 'share_other_network', 'share_committee', 'donor_report']
/** Those where nobody can be passed on unless it is said to whom. */
const mustName: readonly string[] = ['refer_org', 'mechanism']

const answers = ['given', 'refused', 'withdrawn'] as const
type Said = {
  readonly state: (typeof answers)[number] | null
  readonly to: string
  readonly person: string | null
  readonly how: string | null
  readonly language: string | null
  readonly on: string | null
  readonly expiresOn: string | null
  readonly conditions: string
  readonly saidBy: string
}
const blank: Said = {
  state: null,
  to: '',
  person: null,
  how: null,
  language: null,
  on: null,
  expiresOn: null,
  conditions: '',
  saidBy: '',
}

/** One purpose: what is read to her, what she said until now, and what she says today. */
export const ConsentScreen = ({ purpose }: { readonly purpose: string }) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const { file, at, say } = useFile()
  const label = useLabel('consentPurpose')
  const hows = useOptions('consentHow')
  const languages = useOptions('language')
  const set = useAction('case.setConsent')
  const [isTried, setTried] = useState(false)
  const draft = useDraft<Said>(`case.${file.caseId}.consent.${purpose.replace(/[^a-z0-9]/g, '-')}`, blank)
  const back = `${at}?part=consents`
  if (!isTermOf('consentPurpose', purpose)) return <Redirect to={back} replace />
  if (draft.state === 'reading') return null

  const { state, to, person, how, language, on, expiresOn, conditions, saidBy } = draft.value
  const put = (part: Partial<Said>): void => draft.change((last) => ({ ...last, ...part }))
  const matters = file.consents.filter((one) => one.purpose === purpose)
  const lacksName = mustName.includes(purpose) && to.trim() === ''
  const save = async (): Promise<void> => {
    setTried(true)
    if (state === null || lacksName) return
    const done = await set.run({
      caseId: file.caseId,
      purpose,
      state,
      person,
      to: to.trim(),
      how,
      language,
      on,
      expiresOn: state === 'given' ? expiresOn : null,
      conditions,
      saidBy: saidBy.trim(),
    })
    if (!done.ok) return
    draft.drop()
    say(t('caseFile.consent.noted', { purpose: label(purpose) }))
    go(back)
  }
  const needed = t('caseFile.needed')
  return (
    <>
      <FormHead title={label(purpose)} back={back} />
      <Stack>
        <Panel title={t('caseFile.consent.aloud')}>
          <p className={styles.aloud}>{t(`caseFile.consent.read.${purpose}`)}</p>
          <p>{t('caseFile.consent.may')}</p>
        </Panel>
        {matters.length > 0 && <ConsentHistory matters={matters} />}
        {named.includes(purpose) && (
          <TextField
            label={t('caseFile.consent.to')}
            help={t('caseFile.consent.toHelp')}
            most={200}
            value={to}
            onChange={(next) => put({ to: next })}
            failure={isTried && lacksName ? needed : null}
          />
        )}
        <AnswerCards
          label={t('caseFile.consent.said')}
          answers={answers.map((id) => ({ id, label: t(`caseFile.consent.state.${id}`) }))}
          open={[]}
          value={state}
          onChange={(id) => put({ state: answers.find((one) => one === id) ?? null })}
          failure={isTried && state === null ? needed : null}
        />
        <ChoiceRow
          label={t('caseFile.consent.how')}
          options={hows}
          value={how}
          onChange={(next) => put({ how: next })}
        />
        {state === 'given' && (
          <>
            <TextArea
              label={t('caseFile.consent.conditions')}
              help={t('caseFile.consent.conditionsHelp')}
              value={conditions}
              onChange={(next) => put({ conditions: next })}
            />
            <DayField
              label={t('caseFile.consent.expires')}
              help={t('caseFile.consent.expiresHelp')}
              value={expiresOn}
              onChange={(next) => put({ expiresOn: next })}
            />
          </>
        )}
        <Why title={t('caseFile.consent.more')}>
          <Stack>
            <DayField
              label={t('caseFile.consent.on')}
              help={t('caseFile.consent.onHelp')}
              latest={today()}
              value={on}
              onChange={(next) => put({ on: next })}
            />
            <ChoiceField
              label={t('caseFile.consent.language')}
              options={languages}
              value={language}
              onChange={(next) => put({ language: next })}
            />
            {file.persons.length > 0 && (
              <ChoiceField
                label={t('caseFile.consent.person')}
                help={t('caseFile.consent.personHelp')}
                options={file.persons.map(({ personId, chosenName }) => ({ id: personId, label: chosenName }))}
                value={person}
                onChange={(next) => put({ person: next })}
              />
            )}
            <TextField
              label={t('caseFile.consent.saidBy')}
              help={t('caseFile.consent.saidByHelp')}
              most={200}
              value={saidBy}
              onChange={(next) => put({ saidBy: next })}
            />
          </Stack>
        </Why>
        <FormFoot
          draft={draft}
          back={back}
          isFresh={draft.value === blank}
          busy={set.busy}
          failure={set.failure ?? (isTried && (state === null || lacksName) ? t('caseFile.lackingSome') : null)}
          onSave={() => void save()}
          action={t('caseFile.consent.note')}
        />
      </Stack>
    </>
  )
}
