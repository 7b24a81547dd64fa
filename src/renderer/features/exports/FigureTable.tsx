import { useTranslation } from 'react-i18next'
import { gridOf } from '#shared/rules/figureGrid'
import type { GridRow } from '#shared/rules/figureGrid'
import type { Table } from '#shared/rules/publication'
import { dimensionWords } from '#shared/vocabulary/figureWords'
import { cx } from '../../components/cx'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './FigureTable.module.css'
import { useFigureWords } from './useFigureWords'

/** A figure, or the one mark that stands for every figure that is not shown. */
const Figure = ({ value, isSum }: { readonly value: number | null; readonly isSum: boolean }) => {
  const { t } = useTranslation()
  const { number } = useFigureWords()
  if (value !== null) return <td className={isSum ? styles.sum : undefined}>{number(value)}</td>
  return (
    <td className={styles.shut}>
      <span aria-hidden="true">▪</span>
      <span className="hidden-visually">{t('ui.protected')}</span>
    </td>
  )
}

const keyOf = ({ at }: GridRow): string => JSON.stringify(at)

/** A table of figures as it would be published: parts under their wholes, sums last, protected figures hatched with their mark. */
export const FigureTable = ({ table }: { readonly table: Table }) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { node, title, capital } = useFigureWords()
  const { down, across, columns, rows } = gridOf(table)
  const name = title(table)
  const isWhole = down.length === 0
  return (
    <>
      <div
        className={styles.region}
        role="region"
        aria-label={t('exports.figures.asTable', { title: name })}
        tabIndex={0}
      >
        <table className={styles.table}>
          <caption className="hidden-visually">{name}</caption>
          <thead>
            <tr>
              {isWhole && <td />}
              {down.map(({ dimension }, place) => (
                <th key={dimension} scope="col" className={place === 0 ? styles.first : undefined}>
                  {capital(dimensionWords(language, dimension))}
                </th>
              ))}
              {columns.map((code) => (
                <th key={code ?? ''} scope="col" className={styles.number}>
                  {across ? capital(node(across.dimension, code)) : t('exports.figures.value')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)} className={row.isTotal ? styles.total : undefined}>
                {isWhole && <th scope="row">{node('', null)}</th>}
                {row.at.map((code, place) => (
                  <th
                    key={down[place]?.dimension ?? ''}
                    scope="row"
                    className={cx(
                      place === 0 && styles.first,
                      place === row.at.length - 1 && row.depth > 0 && styles[row.depth > 1 ? 'deep2' : 'deep1'],
                    )}
                  >
                    {capital(node(down[place]?.dimension ?? '', code))}
                  </th>
                ))}
                {row.values.map((value, place) => (
                  <Figure
                    key={columns[place] ?? ''}
                    value={value}
                    isSum={columns.length > 1 && columns[place] === null}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {table.cells.some(({ value }) => value === null) && (
        <p className={styles.legend}>{t('exports.figures.legend', { mark: `▪ ${t('ui.protected')}` })}</p>
      )}
    </>
  )
}
