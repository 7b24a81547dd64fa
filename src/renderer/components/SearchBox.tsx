import { Button, Input, Label, SearchField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { cx } from './cx'
import styles from './Field.module.css'
import { Search, X } from './icons'

type Props = {
  /** What is searched, in words: shown above, or only said where the place says it. */
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly value: string
  readonly onChange: (text: string) => void
  /** At Enter, where searching costs something. */
  readonly onSearch?: (text: string) => void
}

/** A box to search by. */
export const SearchBox = ({ label, isLabelHidden, value, onChange, onSearch }: Props) => {
  const { t } = useTranslation()
  return (
    <SearchField
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      {...(onSearch && { onSubmit: onSearch })}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
    >
      <Label className={cx(styles.label, isLabelHidden && 'hidden-visually')}>{label}</Label>
      <div className={styles.box}>
        <Search aria-hidden="true" size={20} />
        <Input maxLength={200} />
        {value !== '' && (
          <Button aria-label={t('ui.clear')}>
            <X aria-hidden="true" size={18} />
          </Button>
        )}
      </div>
    </SearchField>
  )
}
