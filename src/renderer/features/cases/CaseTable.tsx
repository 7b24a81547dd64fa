import { useTranslation } from 'react-i18next'
import type { CaseRow } from '#shared/contract/queries'
import { Band } from '../../components/Band'
import { CircleDashed } from '../../components/icons'
import styles from './CaseTable.module.css'

/** A calendar day with its day of the week, as people of the region write it: lun 23/11/2026. */
const Day = ({ day }: { day: string }) => {
  const { i18n } = useTranslation()
  const when = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(when.getTime())) return <span>{day}</span>
  const written = when.toLocaleDateString(i18n.language === 'en' ? 'en-GB' : 'es-MX', {
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return <time dateTime={day}>{written.replace(',', '')}</time>
}

/** The list as a plain table: a page of it is 200 rows, which the browser's own table carries without help. */
export const CaseTable = ({ cases }: { cases: readonly CaseRow[] }) => {
  const { t } = useTranslation()
  return (
    <div className={styles.region} role="region" aria-label={t('cases.table')} tabIndex={0}>
      <table className={styles.table}>
        <caption className="hidden-visually">{t('cases.table')}</caption>
        <thead>
          <tr>
            {(['code', 'status', 'priority', 'risk', 'review'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`cases.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cases.map((row) => (
            <tr key={row.caseId}>
              <th scope="row" className={styles.code}>
                {row.caseCode}
              </th>
              <td>{t(`status.${row.status}`, { defaultValue: row.status })}</td>
              <td className={row.priority === 'urgent' ? styles.urgent : undefined}>
                {t(`priority.${row.priority}`, { defaultValue: row.priority })}
              </td>
              <td>
                {row.riskBand === null ? (
                  <span className={styles.unknown}>
                    <CircleDashed aria-hidden="true" size={18} />
                    {t('cases.noRisk')}
                  </span>
                ) : (
                  <Band band={row.riskBand} />
                )}
              </td>
              <td>
                {row.nextReview === null ? (
                  <span className={styles.unknown}>{t('cases.noReview')}</span>
                ) : (
                  <Day day={row.nextReview} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
