import { useTranslation } from 'react-i18next'
import { ChoiceRow } from '../../components/ChoiceRow'
import { TextField } from '../../components/TextField'
import { useLabel, useOptions } from '../../i18n/useLabel'
import type { RiskDraft } from './draft'
import styles from './Risk.module.css'

type Props = {
  readonly questions: readonly string[]
  readonly draft: RiskDraft
  readonly change: (part: Partial<RiskDraft>) => void
}

/** A few questions of the gender block; a note has its place once there is an answer. */
export const GenderFields = ({ questions, draft, change }: Props) => {
  const { t } = useTranslation()
  const label = useLabel('riskQuestion')
  const answers = useOptions('yesNo')
  return (
    <>
      {questions.map((question) => {
        const said = draft.gender[question] ?? { answer: null, note: '' }
        const put = (part: Partial<typeof said>): void =>
          change({ gender: { ...draft.gender, [question]: { ...said, ...part } } })
        return (
          <div key={question} className={styles.asked}>
            <ChoiceRow
              label={label(question)}
              options={answers}
              value={said.answer}
              onChange={(answer) => put({ answer })}
            />
            {(said.answer === 'yes' || said.answer === 'no' || said.note !== '') && (
              <TextField
                label={t('risk.gender.note', { question: label(question) })}
                value={said.note}
                onChange={(note) => put({ note })}
              />
            )}
          </div>
        )
      })}
    </>
  )
}
