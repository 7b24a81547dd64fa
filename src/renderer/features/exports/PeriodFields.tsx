import { useTranslation } from 'react-i18next'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Notice } from '../../components/Notice'
import { periodOf, whyNot, yearParts } from './prepareDraft'
import type { PrepareDraft } from './prepareDraft'
import type { KnownPeriods } from './useKnownPeriods'

type Props = {
  readonly periods: KnownPeriods
  readonly value: Pick<PrepareDraft, 'year' | 'part'>
  readonly onChange: (value: Pick<PrepareDraft, 'year' | 'part'>) => void
  readonly failure: { readonly year: string | null; readonly part: string | null }
}

/** Of which year and part of it: only what can be published is offered, and of the rest it is said why not. */
export const PeriodFields = ({ periods: { years, known, readsRegistry }, value, onChange, failure }: Props) => {
  const { t } = useTranslation()
  const { year, part } = value
  const words = (one: string): string => t(one === '' ? 'exports.wholeYear' : `exports.part.${one}`)
  if (years.length === 0)
    return (
      <EmptyState title={t('exports.noYears')}>
        <p>{t('exports.noYearsText')}</p>
      </EmptyState>
    )
  const parts = year === null ? [] : yearParts.map((one) => ({ one, why: whyNot(periodOf(year, one), known) }))
  const shut = parts.filter(({ why }) => why !== null)
  const offered = parts.filter(({ why }) => why === null).map(({ one }) => one)
  return (
    <>
      <ChoiceField
        label={t('exports.field.year')}
        options={years.map((id) => ({ id, label: id }))}
        value={year}
        onChange={(id) => onChange({ year: id, part: null })}
        failure={failure.year}
      />
      {offered.length > 0 && (
        <ChoiceRow
          label={t('exports.field.part')}
          help={t(known.closed === null ? 'exports.field.partHelpOver' : 'exports.field.partHelp')}
          // a radio has to have a word: the whole year goes by another one
          options={offered.map((one) => ({ id: one === '' ? 'whole' : one, label: words(one) }))}
          value={part === null || !offered.some((one) => one === part) ? null : part === '' ? 'whole' : part}
          onChange={(id) => onChange({ year, part: id === 'whole' ? '' : id })}
          failure={failure.part}
        />
      )}
      {shut.length > 0 && (
        <Notice title={t('exports.field.notYet')}>
          <ul>
            {shut.map(({ one, why }) => (
              <li key={one}>{`${words(one)}: ${t(`exports.field.${why ?? 'notOver'}`)}`}</li>
            ))}
          </ul>
          {readsRegistry && shut.some(({ why }) => why === 'notClosed') && (
            <Go to="/registry">{t('exports.field.toRegistry')}</Go>
          )}
        </Notice>
      )}
    </>
  )
}
