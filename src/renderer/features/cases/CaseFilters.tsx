import { useTranslation } from 'react-i18next'
import type { QueryInput } from '#shared/contract/queries'
import { caseMachine } from '#shared/rules/caseStatus'
import type { CaseStatus } from '#shared/rules/caseStatus'
import { addDays } from '#shared/rules/days'
import { statesOf } from '#shared/rules/machine'
import { riskBands } from '#shared/rules/risk'
import { ChoiceField } from '../../components/ChoiceField'
import { SearchBox } from '../../components/SearchBox'
import { today } from '../../i18n/today'
import styles from './cases.module.css'

/** What the list is narrowed by; `all` narrows nothing. */
export type Filter = {
  readonly text: string
  readonly status: CaseStatus | 'all'
  readonly riskBand: (typeof riskBands)[number] | 'all'
  readonly review: 'all' | 'overdue' | 'week' | 'month'
}
/** Every case. */
export const noFilter: Filter = { text: '', status: 'all', riskBand: 'all', review: 'all' }

const within = { overdue: 0, week: 8, month: 31 } as const

/** The filter as the query takes it: only what narrows. */
export const queryOf = ({ text, status, riskBand, review }: Filter): NonNullable<QueryInput<'case.list'>> => ({
  ...(text !== '' && { text }),
  ...(status !== 'all' && { status }),
  ...(riskBand !== 'all' && { riskBand }),
  ...(review !== 'all' && { reviewBefore: addDays(today(), within[review]) }),
})

type Props = { readonly filter: Filter; readonly onChange: (part: Partial<Filter>) => void }

/** Finds among the cases: by words, state, band and review. */
export const CaseFilters = ({ filter, onChange }: Props) => {
  const { t } = useTranslation()
  const all = { id: 'all', label: t('cases.any') }
  const states = statesOf(caseMachine)
  const reviews = ['overdue', 'week', 'month'] as const
  return (
    <div className={styles.filters}>
      <SearchBox label={t('cases.search')} value={filter.text} onChange={(text) => onChange({ text })} />
      <ChoiceField
        label={t('cases.status')}
        options={[all, ...states.map((id) => ({ id, label: t(`status.${id}`) }))]}
        value={filter.status}
        onChange={(id) => onChange({ status: states.find((one) => one === id) ?? 'all' })}
      />
      <ChoiceField
        label={t('cases.risk')}
        options={[all, ...riskBands.map((id) => ({ id, label: t(`band.${id}`) }))]}
        value={filter.riskBand}
        onChange={(id) => onChange({ riskBand: riskBands.find((one) => one === id) ?? 'all' })}
      />
      <ChoiceField
        label={t('cases.review')}
        options={[all, ...reviews.map((id) => ({ id, label: t(`cases.within.${id}`) }))]}
        value={filter.review}
        onChange={(id) => onChange({ review: reviews.find((one) => one === id) ?? 'all' })}
      />
    </div>
  )
}
