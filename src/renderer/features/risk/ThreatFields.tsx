import { useTranslation } from 'react-i18next'
import { AnswerCards } from '../../components/AnswerCards'
import { Button } from '../../components/Button'
import { DayField } from '../../components/DayField'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { X } from '../../components/icons'
import { today } from '../../i18n/today'
import { blankThreat } from './draft'
import type { RiskDraft, ThreatDraft } from './draft'
import { ScaleCards } from './ScaleCards'
import type { Step } from './steps'

type Props = {
  readonly step: Extract<Step, { readonly kind: 'threat' }>
  readonly draft: RiskDraft
  readonly change: (part: Partial<RiskDraft>) => void
  readonly title: string
}

/** One question about one threat. */
export const ThreatFields = ({ step: { asks, threat: place }, draft, change, title }: Props) => {
  const { t } = useTranslation()
  const threat = draft.threats[place] ?? blankThreat
  const put = (part: Partial<ThreatDraft>): void =>
    change({ threats: draft.threats.map((one, at) => (at === place ? { ...one, ...part } : one)) })
  switch (asks) {
    case 'source':
      return (
        <>
          <TextField
            label={t('risk.source.label')}
            help={t('risk.source.example')}
            value={threat.source}
            onChange={(source) => put({ source })}
          />
          {draft.threats.length > 1 && (
            <div>
              <Button
                kind="quiet"
                onPress={() => {
                  const threats = draft.threats.filter((_, at) => at !== place)
                  change({ threats, at: `threat-${Math.min(place, threats.length - 1)}-source` })
                }}
              >
                <X aria-hidden="true" size={18} />
                {t('risk.source.leaveOut')}
              </Button>
            </div>
          )}
        </>
      )
    case 'pattern':
      return (
        <>
          <TextArea
            label={t('risk.pattern.label')}
            help={t('risk.pattern.example')}
            most={2_000}
            value={threat.pattern}
            onChange={(pattern) => put({ pattern })}
          />
          <TextField
            label={t('risk.pattern.frequency')}
            help={t('risk.pattern.frequencyExample')}
            most={200}
            value={threat.frequency}
            onChange={(frequency) => put({ frequency })}
          />
          <DayField
            label={t('risk.pattern.last')}
            latest={today()}
            value={threat.lastEvent}
            onChange={(lastEvent) => put({ lastEvent })}
          />
        </>
      )
    case 'escalating':
      return (
        <AnswerCards
          label={title}
          isLabelHidden
          answers={(['yes', 'no'] as const).map((id) => ({ id, label: t(`risk.escalating.${id}`) }))}
          value={threat.escalating}
          onChange={(escalating) => put({ escalating })}
        />
      )
    case 'intent':
    case 'capability':
    case 'likelihood':
    case 'impact':
      return (
        <ScaleCards scale={asks} label={title} value={threat[asks]} onChange={(answer) => put({ [asks]: answer })} />
      )
  }
}
