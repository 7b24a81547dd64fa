import { useTranslation } from 'react-i18next'
import { ChoiceRow } from '../../components/ChoiceRow'
import { useOptions } from '../../i18n/useLabel'
import type { RiskDraft } from './draft'

type Props = { readonly draft: RiskDraft; readonly change: (part: Partial<RiskDraft>) => void }

/** How she is, on her own scale; may be left out whole, and leaves this case in no export. */
export const CareFields = ({ draft, change }: Props) => {
  const { t } = useTranslation()
  const levels = ['0', '1', '2', '3', '4'].map((id) => ({ id, label: t(`risk.care.level.${id}`) }))
  return useOptions('careScale').map(({ id, label }) => (
    <ChoiceRow
      key={id}
      label={label}
      options={[...levels, { id: 'prefer_not', label: t('ui.prefer_not') }]}
      value={draft.care[id] ?? null}
      onChange={(answer) => change({ care: { ...draft.care, [id]: answer } })}
    />
  ))
}
