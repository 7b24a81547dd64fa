import { useTranslation } from 'react-i18next'
import type { CaseView } from '#shared/contract/caseViews'
import { AnswerCards } from '../../components/AnswerCards'
import { MultiChoice } from '../../components/MultiChoice'
import { TextArea } from '../../components/TextArea'
import { useOptions } from '../../i18n/useLabel'
import { CareFields } from './CareFields'
import type { RiskDraft } from './draft'
import { GenderFields } from './GenderFields'
import { ItemFields } from './ItemFields'
import { ResultFields } from './ResultFields'
import { ScaleCards } from './ScaleCards'
import { SignsFields } from './SignsFields'
import { genderGroups } from './steps'
import type { Step } from './steps'
import { ThreatFields } from './ThreatFields'

/** What is not right with the answers, by field. */
type RiskFailures = {
  readonly override: string | null
  readonly review: string | null
  readonly reason: string | null
}

type Props = {
  readonly step: Step
  readonly title: string
  readonly draft: RiskDraft
  readonly change: (part: Partial<RiskDraft>) => void
  readonly onStart: (start: string) => void
  readonly view: CaseView
  readonly me: string | null
  readonly failures: RiskFailures
}

/** The fields of one question. */
export const RiskQuestion = ({ step, title, draft, change, onStart, view, me, failures }: Props) => {
  const { t } = useTranslation()
  const domains = useOptions('riskDomain')
  const cards = (key: string, ids: readonly string[]) =>
    ids.map((id) => ({ id, label: t(`risk.${key}.${id}`), help: t(`risk.${key}.${id}Help`) }))
  switch (step.kind) {
    case 'start':
      return (
        <AnswerCards
          label={title}
          isLabelHidden
          open={[]}
          answers={cards('start', ['keep', 'fresh'])}
          value={draft.start}
          onChange={onStart}
        />
      )
    case 'method':
      return (
        <AnswerCards
          label={title}
          isLabelHidden
          open={[]}
          answers={cards('method', ['formula', 'matrix'])}
          value={draft.method}
          onChange={(method) => change({ method })}
        />
      )
    case 'threat':
      return <ThreatFields step={step} draft={draft} change={change} title={title} />
    case 'more':
      return (
        <AnswerCards
          label={title}
          isLabelHidden
          open={[]}
          answers={cards('more', ['no', 'yes'])}
          value={draft.more}
          onChange={(more) => change({ more })}
        />
      )
    case 'weakIn':
    case 'strongIn':
      return (
        <MultiChoice
          label={t(`risk.${step.kind}.label`)}
          options={domains}
          value={draft[step.kind]}
          onChange={(ids) => change({ [step.kind]: ids })}
        />
      )
    case 'weak':
    case 'strong':
      return <ItemFields kind={step.kind} domain={step.domain} draft={draft} change={change} />
    case 'likelihoodOfAll':
      return (
        <ScaleCards
          scale="likelihood"
          label={title}
          value={draft.likelihood}
          onChange={(likelihood) => change({ likelihood })}
        />
      )
    case 'impactOfAll':
      return <ScaleCards scale="impact" label={title} value={draft.impact} onChange={(impact) => change({ impact })} />
    case 'gender':
      return <GenderFields questions={genderGroups[step.group]} draft={draft} change={change} />
    case 'care':
      return <CareFields draft={draft} change={change} />
    case 'signs':
      return <SignsFields draft={draft} change={change} title={title} failure={failures.override} />
    case 'understand':
      return (['objective', 'conclusion', 'actions'] as const).map((field) => (
        <TextArea
          key={field}
          label={t(`risk.understand.${field}`)}
          value={draft[field]}
          onChange={(text) => change({ [field]: text })}
        />
      ))
    case 'result':
      return <ResultFields draft={draft} change={change} view={view} me={me} failures={failures} />
  }
}
