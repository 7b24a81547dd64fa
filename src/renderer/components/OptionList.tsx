import { ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Option } from '../i18n/useLabel'
import { cx } from './cx'
import styles from './Field.module.css'
import { Check } from './icons'

/** The list that a choice opens; what is no content of the list stands under a stitched line. */
export const OptionList = ({ options }: { readonly options?: readonly Option[] }) => {
  const { t } = useTranslation()
  const firstSpecial = options?.find(({ isSpecial }) => isSpecial)?.id
  return (
    <Popover className={styles.pop ?? ''}>
      <ListBox
        {...(options && { items: options })}
        renderEmptyState={() => <p className={styles.empty}>{t('ui.noMatch')}</p>}
      >
        {({ id, label }: Option) => (
          <ListBoxItem id={id} textValue={label} className={cx(styles.option, id === firstSpecial && styles.special)}>
            {({ isSelected }) => (
              <>
                {label}
                {isSelected && <Check aria-hidden="true" size={18} />}
              </>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  )
}
