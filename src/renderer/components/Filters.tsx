import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import styles from './Filters.module.css'

type Props = {
  /** What is chosen among: said, not shown. */
  readonly label: string
  readonly options: readonly { readonly id: string; readonly label: string }[]
  readonly value: string
  readonly onChange: (id: string) => void
}

/** One way of looking at a list, always one of them: all, with room, mine. */
export const Filters = ({ label, options, value, onChange }: Props) => (
  <ToggleButtonGroup
    aria-label={label}
    className={styles.filters ?? ''}
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const [key] = keys
      if (key !== undefined) onChange(String(key))
    }}
    disallowEmptySelection
  >
    {options.map(({ id, label: words }) => (
      <ToggleButton key={id} id={id}>
        {words}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
)
