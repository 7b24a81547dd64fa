import { Button, ComboBox, Group, Input, Label } from 'react-aria-components'
import type { Option } from '../i18n/useLabel'
import styles from './Field.module.css'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'
import { ChevronDown } from './icons'
import { OptionList } from './OptionList'
import { finds } from './tolerant'

type Props = FieldWords & {
  readonly options: readonly Option[]
  /** null: nothing chosen. */
  readonly value: string | null
  readonly onChange: (id: string | null) => void
}

/** How long after the focus or a key the page may still move to show the field or an option, in milliseconds. */
const moving = 150

/**
 * The list closes when the page moves under it, and what was written till then is gone. But a field that is out of sight
 * is moved into it by the focus or a key itself: that is no reason, since the list opens where the field is then.
 */
const keepListOpen = (): void => {
  const keep = (event: Event): void => event.stopImmediatePropagation()
  window.addEventListener('scroll', keep, true)
  setTimeout(() => window.removeEventListener('scroll', keep, true), moving)
}

/** One of a long list (a place, a person, a term), found by writing some of it, however it is spelled. */
export const PlaceField = ({ label, help, failure, options, value, onChange, isDisabled }: Props) => (
  <ComboBox
    className={styles.field ?? ''}
    menuTrigger="focus"
    defaultItems={options}
    defaultFilter={finds}
    allowsEmptyCollection
    value={value}
    onChange={(key) => onChange(key === null ? null : String(key))}
    isInvalid={failure != null}
    isDisabled={isDisabled ?? false}
    validationBehavior="aria"
  >
    <Label>{label}</Label>
    <Help text={help} />
    <Group className={styles.box ?? ''}>
      <Input autoComplete="off" spellCheck="false" onFocus={keepListOpen} onKeyDown={keepListOpen} />
      <Button>
        <ChevronDown aria-hidden="true" size={20} />
      </Button>
    </Group>
    <Problem text={failure} />
    <OptionList />
  </ComboBox>
)
