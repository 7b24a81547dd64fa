import { useTranslation } from 'react-i18next'
import { ChoiceRow } from '../../components/ChoiceRow'

type Props = {
  readonly label: string
  readonly help?: string
  /** null: not noted. */
  readonly value: boolean | null
  readonly onChange: (value: boolean | null) => void
}

/** Yes, no, or not said: what nobody said is not the same as no. */
export const YesNo = ({ label, help, value, onChange }: Props) => {
  const { t } = useTranslation()
  return (
    <ChoiceRow
      label={label}
      help={help}
      options={(['yes', 'no', 'unsaid'] as const).map((id) => ({ id, label: t(`houses.${id}`) }))}
      value={value === null ? 'unsaid' : value ? 'yes' : 'no'}
      onChange={(id) => onChange(id === 'unsaid' ? null : id === 'yes')}
    />
  )
}
