import { useTranslation } from 'react-i18next'
import { Day } from '../../components/Day'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Plus } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { Veil } from '../../components/Veil'
import { useLabel } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { Facts } from './Facts'
import { useFile } from './file'
import type { OpenFile } from './file'

type Aggression = OpenFile['file']['aggressions'][number]

const When = ({ date: { from, to, precision } }: Pick<Aggression, 'date'>) => {
  const precisionOf = useLabel('datePrecision')
  if (from === null) return precisionOf('unknown')
  return (
    <>
      <Day day={from} />
      {to !== null && (
        <>
          {' – '}
          <Day day={to} />
        </>
      )}
      {precision !== null && precision !== 'exact' && precision !== 'day' && ` (${precisionOf(precision)})`}
    </>
  )
}

const Told = ({ aggression }: { readonly aggression: Aggression }) => {
  const { t } = useTranslation()
  const { at } = useFile()
  const type = useLabel('aggressionType')
  const target = useLabel('target')
  const who = useLabel('perpetrator')
  return (
    <li>
      <h3>
        <Go to={`${at}/aggression/${aggression.aggressionId}`}>
          <When date={aggression.date} />
        </Go>
      </h3>
      <Facts
        facts={[
          [t('caseFile.aggressions.types'), aggression.types.map(type).join(', ')],
          [t('caseFile.aggressions.target'), aggression.target !== null && target(aggression.target)],
          [
            t('caseFile.aggressions.perpetrators'),
            aggression.perpetrators.flatMap(({ category }) => (category === null ? [] : [who(category)])).join(', '),
          ],
        ]}
      />
      {aggression.narrative !== '' && (
        <div className={styles.full}>
          <Veil>{aggression.narrative}</Veil>
        </div>
      )}
    </li>
  )
}

/** What was done to her, in time. */
export const AggressionsTab = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const add = (
    <Go to={`${at}/aggression/new`} look="plain">
      <Plus aria-hidden="true" size={18} />
      {t('caseFile.aggressions.add')}
    </Go>
  )
  if (file.aggressions.length === 0)
    return (
      <EmptyState title={t('caseFile.aggressions.none')} action={add}>
        <p>{t('caseFile.aggressions.noneText')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      <Panel title={t('caseFile.tab.aggressions')} note={t('caseFile.aggressions.told')}>
        <ul className={styles.items}>
          {file.aggressions.map((one) => (
            <Told key={one.aggressionId} aggression={one} />
          ))}
        </ul>
      </Panel>
      <div>{add}</div>
    </Stack>
  )
}
