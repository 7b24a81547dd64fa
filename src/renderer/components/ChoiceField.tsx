import { Button, Label, Select, SelectValue } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Option } from '../i18n/useLabel'
import styles from './Field.module.css'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'
import { ChevronDown } from './icons'
import { OptionList } from './OptionList'

type Props = FieldWords & {
  readonly options: readonly Option[]
  /** null: nothing chosen. */
  readonly value: string | null
  readonly onChange: (id: string) => void
}

/** One of a short list. For more than about fifteen use `PlaceField`, which searches. */
export const ChoiceField = ({ label, help, failure, options, value, onChange, isDisabled }: Props) => {
  const { t } = useTranslation()
  return (
    <Select
      className={styles.field ?? ''}
      placeholder={t('ui.choose')}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isInvalid={failure != null}
      isDisabled={isDisabled ?? false}
      validationBehavior="aria"
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <Help text={help} />
      <div className={styles.box}>
        <Button className={styles.pick ?? ''}>
          <SelectValue>{({ selectedText, defaultChildren }) => selectedText || defaultChildren}</SelectValue>
          <ChevronDown aria-hidden="true" size={20} />
        </Button>
      </div>
      <Problem text={failure} />
      <OptionList options={options} />
    </Select>
  )
}
