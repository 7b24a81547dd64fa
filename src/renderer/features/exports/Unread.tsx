import { useTranslation } from 'react-i18next'
import { missingAt } from '#shared/rules/figureCells'
import type { Table } from '#shared/rules/publication'
import { useFigureWords } from './useFigureWords'

/** Most nodes that one sentence names. */
const mostNamed = 8

/** Where figures of a table are missing, by the axis that says it in fewest words. */
export const Unread = ({ table }: { readonly table: Table }) => {
  const { t } = useTranslation()
  const { node } = useFigureWords()
  const first = missingAt(table)
  if (first === undefined) return null
  const named = first.codes.slice(0, mostNamed).map((code) => node(first.axis.dimension, code))
  const more = first.codes.length - named.length
  const where = more > 0 ? [...named, t('exports.figures.more', { count: more })] : named
  return <p>{t('exports.figures.missing', { where: where.join(', ') })}</p>
}
