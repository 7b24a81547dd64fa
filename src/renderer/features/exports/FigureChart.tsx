import { useTranslation } from 'react-i18next'
import { axisBeside, barsOf } from '#shared/rules/figureBars'
import type { Table } from '#shared/rules/publication'
import { dimensionWords } from '#shared/vocabulary/figureWords'
import { BarChart } from '../../components/BarChart'
import { useLanguage } from '../../i18n/useLanguage'
import { useFigureWords } from './useFigureWords'

/** A table as a picture, over all countries; nothing where the table says it better. */
export const FigureChart = ({ table }: { readonly table: Table }) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { node, title, number, capital } = useFigureWords()
  const axis = axisBeside(table)
  const bars = axis && barsOf(table, axis, () => null)
  if (!axis || !bars) return null
  const label = (code: string): string => capital(node(axis.dimension, code))
  const most = bars.reduce((best, bar) => ((bar.value ?? -1) > (best.value ?? -1) ? bar : best))
  return (
    <BarChart
      title={title({ ...table, axes: [axis] })}
      text={t('exports.figures.most', { label: label(most.code), count: number(most.value ?? 0) })}
      rows={capital(dimensionWords(language, axis.dimension))}
      bars={bars.map(({ code, value }) => ({ label: label(code), count: value }))}
    />
  )
}
