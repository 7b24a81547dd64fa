import { useTranslation } from 'react-i18next'
import { scoreOf } from '#shared/rules/risk'
import { Band } from '../../components/Band'
import styles from './Risk.module.css'

type Props = { readonly likelihood: number | null; readonly impact: number | null }

const levels = [1, 2, 3, 4, 5] as const
const bandAt = (likelihood: number, impact: number): string =>
  scoreOf({
    method: 'matrix',
    threats: [],
    vulnerabilities: [],
    capacities: [],
    matrix: { likelihood, impact },
    imminentSigns: [],
  }).band ?? ''

/** The matrix of five by five, with the square that was found. */
export const Matrix = ({ likelihood, impact }: Props) => {
  const { t } = useTranslation()
  return (
    <div className={styles.matrixRegion} role="region" aria-label={t('risk.matrix.title')} tabIndex={0}>
      <table className={styles.matrix}>
        <caption>{t('risk.matrix.caption')}</caption>
        <thead>
          <tr>
            <td />
            {levels.map((column) => (
              <th key={column} scope="col">
                {t('risk.matrix.impact', { level: column })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...levels].reverse().map((row) => (
            <tr key={row}>
              <th scope="row">{t('risk.matrix.likelihood', { level: row })}</th>
              {levels.map((column) => {
                const isHere = row === likelihood && column === impact
                return (
                  <td key={column} data-here={isHere || undefined}>
                    <Band band={bandAt(row, column)} />
                    {isHere && <b>{t('risk.matrix.here')}</b>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
