import { useTranslation } from 'react-i18next'
import { MultiChoice } from '../../components/MultiChoice'
import { TextArea } from '../../components/TextArea'
import { useOptions } from '../../i18n/useLabel'
import type { RiskDraft } from './draft'

type Props = {
  readonly draft: RiskDraft
  readonly change: (part: Partial<RiskDraft>) => void
  readonly title: string
  readonly failure: string | null
}

/** What makes it imminent whatever else was said; her word who analyses needs a reason. */
export const SignsFields = ({ draft, change, title, failure }: Props) => {
  const { t } = useTranslation()
  return (
    <>
      <MultiChoice
        label={title}
        isLabelHidden
        options={useOptions('imminentSign')}
        value={draft.signs}
        onChange={(signs) => change({ signs })}
      />
      {draft.signs.includes('analyst') && (
        <TextArea
          label={t('risk.signs.reason')}
          failure={failure}
          value={draft.overrideReason}
          onChange={(overrideReason) => change({ overrideReason })}
        />
      )}
    </>
  )
}
