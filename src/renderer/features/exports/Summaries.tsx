import { useTranslation } from 'react-i18next'
import { sentence } from '#shared/i18n/say'
import type { CaseSummaries } from '#shared/rules/publication'
import { dimensionWords } from '#shared/vocabulary/figureWords'
import { Panel } from '../../components/Panel'
import { Table } from '../../components/Table'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './Exports.module.css'
import { useFigureWords } from './useFigureWords'

/** Rows that are shown; who wants all of them takes the files. */
const mostRows = 200
/** What stands for anything that is not said: hidden, not known and not asked look the same. */
const notSaid = '*'

/** The dimension that a column's words are found under. */
const dimensionOf = (column: string): string => (column === 'period' ? 'time' : column === 'causes' ? 'cause' : column)

/** Case summaries as they would leave: how they were protected, how much each column says, and the rows. */
export const Summaries = ({ summaries }: { readonly summaries: CaseSummaries }) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { node, capital, number, share } = useFigureWords()
  const { columns, rows, levels, k, l, lGrave, hiddenShare, undercount } = summaries
  const say = (key: string, places?: Readonly<Record<string, string | number>>): string =>
    sentence(language, `exported.summaries.${key}`, places)
  const nameOf = (column: string): string => capital(dimensionWords(language, dimensionOf(column)))
  const cell = (column: string, code: string | null): string =>
    code === null ? notSaid : column === 'row' ? code : node(dimensionOf(column), code)
  return (
    <>
      <Panel title={t('exports.summaries.method')}>
        <div className={styles.words}>
          <ul>
            <li>{say('rows', { rows: number(rows.length) })}</li>
            <li>{say('k', { k })}</li>
            <li>{say('l', { l, grave: lGrave })}</li>
            <li>{say('star', { mark: notSaid })}</li>
            <li>{say('hiddenShare', { share: share(hiddenShare, 1) })}</li>
            <li>
              {undercount === null
                ? say('undercountFew')
                : undercount === 0
                  ? say('undercountNone')
                  : say('undercount', { count: number(undercount) })}
            </li>
          </ul>
          <h3>{say('detail')}</h3>
          <ul>
            {columns
              .filter((column) => column !== 'row')
              .map((column) => (
                <li key={column}>
                  {say('level', {
                    column: nameOf(column),
                    level: sentence(language, `exported.detail.${levels[column] ?? 'none'}`),
                  })}
                </li>
              ))}
          </ul>
        </div>
      </Panel>
      <Panel title={t('exports.summaries.table')}>
        <Table
          label={say('cases')}
          isWide
          rows={rows.slice(0, mostRows)}
          keyOf={(row) => row[0] ?? ''}
          columns={columns.map((column, place) => ({
            id: column,
            label: nameOf(column),
            cell: (row: readonly (string | null)[]) => (
              <span className={styles.cell}>{cell(column, row[place] ?? null)}</span>
            ),
          }))}
        />
        {rows.length > mostRows && <p>{t('exports.summaries.first', { count: mostRows })}</p>}
      </Panel>
    </>
  )
}
