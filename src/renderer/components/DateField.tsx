import { useTranslation } from 'react-i18next'
import type { CodedDate } from '#shared/rules/period'
import { useLabel } from '../i18n/useLabel'
import { useLanguage } from '../i18n/useLanguage'
import { ChoiceField } from './ChoiceField'
import { ChoiceRow } from './ChoiceRow'
import { DayField } from './DayField'
import styles from './DayField.module.css'
import fields from './Field.module.css'
import type { FieldWords } from './FieldParts'
import { Pair } from './Layout'
import { NumberField } from './NumberField'

/** How much may be known, in the order of the form. A quarter is only shown where an import brought one. */
const usual = ['exact', 'approximate', 'month', 'year', 'range', 'unknown'] as const

type Props = Omit<FieldWords, 'isDisabled'> & {
  readonly value: CodedDate
  readonly onChange: (value: CodedDate) => void
  /** Where the title of the screen is the question already. */
  readonly isLabelHidden?: boolean
  /** The last day that may be chosen. */
  readonly latest?: string
}

const two = (count: number): string => String(count).padStart(2, '0')

/** When something happened, as far as it is known: first how much is known, then only that is asked. */
export const DateField = ({ label, isLabelHidden, help, failure, value, onChange, latest }: Props) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const precisionOf = useLabel('datePrecision')
  const { from, to } = value
  const precision = value.precision === 'day' ? 'exact' : value.precision
  const offered =
    precision === null || usual.some((one) => one === precision) ? usual : [...usual.slice(0, -1), precision, 'unknown']
  const [year = null, month = null] = from?.split('-').map(Number) ?? []
  const put = (nextYear: number | null, nextMonth: number | null): void =>
    onChange({
      ...value,
      from: nextYear === null ? null : `${String(nextYear).padStart(4, '0')}-${two(nextMonth ?? 1)}-01`,
      to: null,
    })
  const limit = latest === undefined ? {} : { latest }
  const yearField = (
    <NumberField
      label={t('ui.year')}
      isYear
      least={1900}
      most={latest === undefined ? 2200 : Number(latest.slice(0, 4))}
      value={year}
      onChange={(next) => put(next, month)}
    />
  )
  const months = Array.from({ length: 12 }, (_, place) => ({
    id: String(place + 1),
    label: new Date(Date.UTC(2024, place, 1)).toLocaleDateString(locale, { month: 'long', timeZone: 'UTC' }),
  }))
  return (
    <fieldset className={styles.date}>
      <legend className={isLabelHidden ? 'hidden-visually' : fields.label}>{label}</legend>
      <ChoiceRow
        label={t('ui.precision')}
        help={help}
        failure={failure}
        options={offered.map((id) => ({ id, label: precisionOf(id) }))}
        value={precision}
        onChange={(id) =>
          onChange({ from: id === 'unknown' ? null : from, to: id === 'range' ? to : null, precision: id })
        }
      />
      {(precision === 'exact' || precision === 'approximate') && (
        <DayField label={t('ui.day')} value={from} onChange={(day) => onChange({ ...value, from: day })} {...limit} />
      )}
      {(precision === 'month' || precision === 'quarter') && (
        <Pair>
          <ChoiceField
            label={t('ui.month')}
            options={months}
            value={month === null ? null : String(month)}
            onChange={(id) => put(year ?? new Date().getFullYear(), Number(id))}
          />
          {yearField}
        </Pair>
      )}
      {precision === 'year' && yearField}
      {precision === 'range' && (
        <Pair>
          <DayField
            label={t('ui.from')}
            value={from}
            onChange={(day) => onChange({ ...value, from: day })}
            {...limit}
          />
          <DayField label={t('ui.to')} value={to} onChange={(day) => onChange({ ...value, to: day })} {...limit} />
        </Pair>
      )}
    </fieldset>
  )
}
