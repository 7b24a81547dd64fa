import { useTranslation } from 'react-i18next'
import type { CaseView } from '#shared/contract/caseViews'
import { AnswerCards } from '../../components/AnswerCards'
import { ChoiceRow } from '../../components/ChoiceRow'
import { DateField } from '../../components/DateField'
import { MultiChoice } from '../../components/MultiChoice'
import { NumberField } from '../../components/NumberField'
import { TextField } from '../../components/TextField'
import { useLabel, useOptions } from '../../i18n/useLabel'
import { today } from '../../i18n/today'
import styles from './Aggression.module.css'
import { AggressionFacts } from './AggressionFacts'
import { toAggression } from './draft'
import type { AggressionDraft, AggressionStep } from './draft'
import { EventFields } from './EventFields'
import { NarrativeField } from './NarrativeField'
import { PerpetratorFields } from './PerpetratorFields'
import { WhereFields } from './WhereFields'

type Props = {
  readonly step: AggressionStep
  readonly title: string
  readonly draft: AggressionDraft
  readonly change: (part: Partial<AggressionDraft>) => void
  readonly view: CaseView
  /** What is missing on this screen, in words. */
  readonly failure: string | null
}

/** The fields of one question. */
export const AggressionQuestion = ({ step, title, draft, change, view, failure }: Props) => {
  const { t } = useTranslation()
  const lists = {
    place: useOptions('placeType'),
    types: useOptions('aggressionType'),
    relatives: useOptions('relative'),
    indicators: useOptions('genderIndicator'),
    causes: useOptions('cause'),
    outcome: useOptions('complaintStatus'),
    sources: useOptions('source'),
    reliability: useOptions('reliability'),
  }
  const labels = {
    target: useLabel('target'),
    gender: useLabel('genderDimension'),
    linked: useLabel('causeLinked'),
    threats: useLabel('previousThreats'),
    filed: useLabel('complaint'),
  }
  const cards = (list: keyof typeof labels, ids: readonly string[]) =>
    ids.map((id) => ({ id, label: labels[list](id) }))
  switch (step) {
    case 'when':
      return (
        <DateField
          label={title}
          isLabelHidden
          failure={failure}
          latest={today()}
          value={draft.date}
          onChange={(date) => change({ date })}
        />
      )
    case 'where':
      return <WhereFields draft={draft} change={change} />
    case 'place':
      return (
        <ChoiceRow
          label={t('aggression.fact.place')}
          options={lists.place}
          value={draft.placeType}
          onChange={(placeType) => change({ placeType })}
        />
      )
    case 'what':
      return (
        <MultiChoice
          label={t('aggression.fact.what')}
          failure={failure}
          options={lists.types}
          value={draft.types}
          onChange={(types) => change({ types })}
        />
      )
    case 'target':
      return (
        <>
          <AnswerCards
            label={title}
            isLabelHidden
            answers={cards('target', ['personal', 'collective', 'organisation', 'other'])}
            value={draft.target}
            onChange={(target) => change({ target })}
          />
          {draft.target === 'collective' && (
            <div className={styles.pair}>
              <NumberField
                label={t('aggression.target.least')}
                value={draft.groupLeast}
                most={1_000_000}
                onChange={(groupLeast) => change({ groupLeast })}
              />
              <NumberField
                label={t('aggression.target.most')}
                failure={failure}
                value={draft.groupMost}
                most={1_000_000}
                onChange={(groupMost) => change({ groupMost })}
              />
            </div>
          )}
          {view.persons.length > 0 && (
            <MultiChoice
              label={t('aggression.target.persons')}
              options={view.persons.map(({ personId, chosenName }) => ({ id: personId, label: chosenName }))}
              value={draft.persons}
              onChange={(persons) => change({ persons })}
            />
          )}
        </>
      )
    case 'relatives':
      return (
        <MultiChoice
          label={t('aggression.fact.relatives')}
          options={lists.relatives}
          value={draft.relatives}
          onChange={(relatives) => change({ relatives })}
        />
      )
    case 'gender':
      return (
        <AnswerCards
          label={title}
          isLabelHidden
          answers={cards('gender', ['yes', 'no', 'not_determinable'])}
          value={draft.gender}
          onChange={(gender) => change({ gender })}
        />
      )
    case 'indicators':
      return (
        <MultiChoice
          label={t('aggression.fact.indicators')}
          failure={failure}
          options={lists.indicators}
          value={draft.indicators}
          onChange={(indicators) => change({ indicators })}
        />
      )
    case 'who':
      return <PerpetratorFields value={draft.perpetrators} onChange={(perpetrators) => change({ perpetrators })} />
    case 'cause':
      return (
        <>
          <AnswerCards
            label={title}
            isLabelHidden
            answers={cards('linked', ['yes', 'possible', 'no'])}
            value={draft.causeLinked}
            onChange={(causeLinked) => change({ causeLinked })}
          />
          {(draft.causeLinked === 'yes' || draft.causeLinked === 'possible') && (
            <MultiChoice
              label={t('aggression.cause.which')}
              options={lists.causes}
              value={draft.causes}
              onChange={(causes) => change({ causes })}
            />
          )}
        </>
      )
    case 'threats':
      return (
        <AnswerCards
          label={title}
          isLabelHidden
          answers={cards('threats', ['against_her', 'against_group', 'no'])}
          value={draft.previousThreats}
          onChange={(previousThreats) => change({ previousThreats })}
        />
      )
    case 'complaint':
      return (
        <>
          <AnswerCards
            label={title}
            isLabelHidden
            answers={cards('filed', ['yes', 'no', 'did_not_want', 'not_safe', 'rejected'])}
            value={draft.filed}
            onChange={(filed) => change({ filed })}
          />
          {(draft.filed === 'yes' || draft.filed === 'rejected') && (
            <TextField
              label={t('aggression.complaint.body')}
              help={t('aggression.complaint.bodyExample')}
              most={200}
              value={draft.body}
              onChange={(body) => change({ body })}
            />
          )}
          {draft.filed === 'yes' && (
            <ChoiceRow
              label={t('aggression.complaint.outcome')}
              options={lists.outcome}
              value={draft.outcome}
              onChange={(outcome) => change({ outcome })}
            />
          )}
        </>
      )
    case 'sources':
      return (
        <>
          <MultiChoice
            label={t('aggression.fact.sources')}
            options={lists.sources}
            value={draft.sources}
            onChange={(sources) => change({ sources })}
          />
          <ChoiceRow
            label={t('aggression.sources.reliability')}
            options={lists.reliability}
            value={draft.reliability}
            onChange={(reliability) => change({ reliability })}
          />
        </>
      )
    case 'words':
      return <NarrativeField value={draft.narrative} onChange={(narrative) => change({ narrative })} />
    case 'event':
      return (
        <EventFields aggressions={view.aggressions} draft={draft} change={change} title={title} failure={failure} />
      )
    case 'summary':
      return <AggressionFacts told={toAggression(draft) as Parameters<typeof AggressionFacts>[0]['told']} />
  }
}
