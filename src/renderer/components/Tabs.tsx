import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import styles from './Tabs.module.css'

type Props = {
  /** What the tabs are parts of: said, not shown. */
  readonly label: string
  readonly tabs: readonly { readonly id: string; readonly label: string; readonly content: () => ReactNode }[]
  /** The one that is open; the first, changed by hand, when left out. */
  readonly value?: string
  readonly onChange?: (id: string) => void
}

/** Parts of one thing, one at a time; only the open one is made. */
export const Tabs = ({ label, tabs, value, onChange }: Props) => (
  <AriaTabs
    className={styles.tabs ?? ''}
    {...(value !== undefined && { selectedKey: value })}
    {...(onChange && { onSelectionChange: (key) => onChange(String(key)) })}
  >
    <TabList aria-label={label} className={styles.list ?? ''}>
      {tabs.map((tab) => (
        <Tab key={tab.id} id={tab.id} className={styles.tab ?? ''}>
          {tab.label}
        </Tab>
      ))}
    </TabList>
    {tabs.map(({ id, content }) => (
      <TabPanel key={id} id={id} className={styles.panel ?? ''}>
        {content}
      </TabPanel>
    ))}
  </AriaTabs>
)
