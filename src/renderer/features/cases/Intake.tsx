import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { AnswerCards } from '../../components/AnswerCards'
import { Button } from '../../components/Button'
import { Go } from '../../components/Go'
import { ArrowLeft, ArrowRight, CircleHelp } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Picks } from '../../components/Picks'
import { PlaceField } from '../../components/PlaceField'
import { Saved } from '../../components/Saved'
import { State } from '../../components/State'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { Why } from '../../components/Why'
import { useOptions } from '../../i18n/useLabel'
import { useCountries } from '../../i18n/useCountries'

const steps = ['subject', 'country', 'priority', 'words'] as const
type Form = {
  readonly step: number
  readonly kindOfSubject: string
  readonly country: string
  readonly priority: string
  readonly alias: string
  readonly summary: string
}
const blank: Form = { step: 0, kindOfSubject: '', country: '', priority: '', alias: '', summary: '' }

/** A new case in four questions, one a screen; what is written is kept, and it ends in the file. */
export const Intake = () => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const draft = useDraft<Form>('case.new', blank)
  const open = useAction('case.open')
  const [isTried, setTried] = useState(false)
  const subjects = useOptions('caseSubject')
  const priorities = useOptions('priority')
  const countries = useCountries()
  if (draft.state === 'reading') return null

  const form = draft.value
  const at = Math.min(Math.max(form.step, 0), steps.length - 1)
  const step = steps[at] ?? 'subject'
  const given = { subject: form.kindOfSubject, country: form.country, priority: form.priority, words: '-' }[step]
  const put = (part: Partial<Form>): void => draft.change((last) => ({ ...last, ...part }))
  const failure = isTried && given === '' ? t('caseFile.needed') : null

  const next = async (): Promise<void> => {
    setTried(given === '')
    if (given === '') return
    if (at < steps.length - 1) {
      put({ step: at + 1 })
      return
    }
    const { kindOfSubject, country, priority } = form
    const done = await open.run({
      kindOfSubject,
      country,
      priority,
      alias: form.alias.trim(),
      summaryInternal: form.summary.trim(),
    })
    if (!done.ok) return
    draft.drop()
    go(`/cases/${done.value.caseId}`)
  }
  const say = t('cases.new.step', { at: at + 1, of: steps.length })
  return (
    <Stack key={step}>
      <PageHead
        title={t(`cases.new.${step}`)}
        isQuestion
        kicker={t('cases.new.title')}
        lead={t(`cases.new.${step}Help`)}
      >
        <Go to="/cases" look="quiet">
          <ArrowLeft aria-hidden="true" size={18} />
          {t('cases.new.pause')}
        </Go>
      </PageHead>
      <Picks done={at} total={steps.length} label={t('cases.new.progress')} say={say} />
      {draft.isFromBefore && <p role="status">{t('caseFile.fromBefore')}</p>}
      {step === 'subject' && (
        <AnswerCards
          label={t('cases.new.subject')}
          isLabelHidden
          answers={subjects}
          open={[]}
          value={form.kindOfSubject === '' ? null : form.kindOfSubject}
          onChange={(id) => put({ kindOfSubject: id })}
          failure={failure}
        />
      )}
      {step === 'country' && (
        <PlaceField
          label={t('cases.new.countryField')}
          options={countries}
          value={form.country === '' ? null : form.country}
          onChange={(id) => put({ country: id ?? '' })}
          failure={failure}
        />
      )}
      {step === 'priority' && (
        <AnswerCards
          label={t('cases.new.priority')}
          isLabelHidden
          answers={priorities.map((one) => ({ ...one, help: t(`cases.new.soon.${one.id}`) }))}
          open={[]}
          value={form.priority === '' ? null : form.priority}
          onChange={(id) => put({ priority: id })}
          failure={failure}
        />
      )}
      {step === 'words' && (
        <>
          <TextField
            label={t('cases.new.alias')}
            help={t('cases.new.aliasHelp')}
            most={200}
            value={form.alias}
            onChange={(alias) => put({ alias })}
          />
          <TextArea
            label={t('cases.new.summary')}
            help={t('cases.new.summaryHelp')}
            value={form.summary}
            onChange={(summary) => put({ summary })}
          />
          <Why>{t('cases.new.why')}</Why>
        </>
      )}
      <p role="alert">
        {open.failure !== null && (
          <State icon={CircleHelp} dye="barro">
            {open.failure}
          </State>
        )}
      </p>
      <Row>
        {at > 0 && (
          <Button onPress={() => put({ step: at - 1 })}>
            <ArrowLeft aria-hidden="true" size={18} />
            {t('cases.new.back')}
          </Button>
        )}
        <Button kind="main" isPending={open.busy} onPress={() => void next()}>
          {t(at < steps.length - 1 ? 'cases.new.next' : 'cases.new.open')}
          <ArrowRight aria-hidden="true" size={18} />
        </Button>
        <Saved state={draft.state} isFresh={form === blank} />
      </Row>
    </Stack>
  )
}
