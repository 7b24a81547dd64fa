import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from './Button'
import styles from './Field.module.css'
import { ChevronDown } from './icons'

type Props = {
  readonly label: string
  readonly items: readonly { readonly id: string; readonly label: string; readonly isDisabled?: boolean }[]
  readonly onAction: (id: string) => void
}

/** The actions that are not the first ones, under one word. */
export const MenuButton = ({ label, items, onAction }: Props) => (
  <MenuTrigger>
    <Button>
      {label}
      <ChevronDown aria-hidden="true" size={18} />
    </Button>
    <Popover className={styles.pop ?? ''}>
      <Menu onAction={(key) => onAction(String(key))} aria-label={label}>
        {items.map(({ id, label: words, isDisabled = false }) => (
          <MenuItem key={id} id={id} className={styles.option ?? ''} isDisabled={isDisabled} textValue={words}>
            {words}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  </MenuTrigger>
)
