import { useTranslation } from 'react-i18next'
import type { CaseView } from '#shared/contract/caseViews'
import { AnswerCards } from '../../components/AnswerCards'
import { ChoiceField } from '../../components/ChoiceField'
import { useLabel, useOptions } from '../../i18n/useLabel'
import type { AggressionDraft } from './draft'
import { useWhen } from './useWhen'

type Props = {
  readonly aggressions: CaseView['aggressions']
  readonly draft: AggressionDraft
  readonly change: (part: Partial<AggressionDraft>) => void
  readonly title: string
  readonly failure: string | null
}

/** Whether it is part of something that was told already, or goes on from it. */
export const EventFields = ({ aggressions, draft, change, title, failure }: Props) => {
  const { t } = useTranslation()
  const when = useWhen()
  const type = useLabel('aggressionType')
  const links = useOptions('eventLink')
  const events = new Map<string, CaseView['aggressions'][number]>()
  for (const one of aggressions) {
    const id = one.eventId ?? one.aggressionId
    if (!events.has(id)) events.set(id, one)
  }
  const options = [...events].map(([id, one]) => ({
    id,
    label: `${when(one.date)}: ${one.types.map(type).join(', ')}`,
  }))
  return (
    <>
      <AnswerCards
        label={title}
        isLabelHidden
        open={['later']}
        answers={(['new', 'same', 'follows'] as const).map((id) => ({
          id,
          label: t(`aggression.event.${id}`),
          help: t(`aggression.event.${id}Help`),
        }))}
        value={draft.told}
        onChange={(told) => change({ told })}
      />
      {(draft.told === 'same' || draft.told === 'follows') && (
        <ChoiceField
          label={t('aggression.event.which')}
          failure={failure}
          options={options}
          value={draft.eventId}
          onChange={(eventId) => change({ eventId })}
        />
      )}
      {draft.told === 'follows' && (
        <ChoiceField
          label={t('aggression.event.link')}
          options={links.filter(({ id }) => id !== 'part_of')}
          value={draft.link}
          onChange={(link) => change({ link })}
        />
      )}
    </>
  )
}
