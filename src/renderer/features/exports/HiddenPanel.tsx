import { useTranslation } from 'react-i18next'
import type { ReleasePreview } from '#shared/contract/releases'
import type { Publication } from '#shared/rules/publication'
import { subjectWords, unitWords } from '#shared/vocabulary/figureWords'
import { Go } from '../../components/Go'
import { EyeOff } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './Exports.module.css'
import { useFigureWords } from './useFigureWords'

type Props = {
  readonly publication: Publication
  /** Of a preview: how many cells rules of size alone would hide, how many releases it was checked against, which houses shared. */
  readonly checked?: { readonly plainly: number; readonly earlier: number } & Pick<ReleasePreview, 'houses'>
}

/** Of which houses it is, in words: what a house has not shared is in no figure. */
const HousesShared = ({ shared, of }: NonNullable<ReleasePreview['houses']>) => {
  const { t } = useTranslation()
  if (of === 0) return <p>{t('exports.hidden.housesNone')}</p>
  return (
    <p>
      {shared === of ? t('exports.hidden.housesAll', { count: of }) : t('exports.hidden.houses', { shared, count: of })}
    </p>
  )
}

/** Figures of all tables, and how many of them are hidden. */
const countsOf = ({ tables }: Publication): { readonly cells: number; readonly hidden: number } => {
  const cells = tables.flatMap((table) => table.cells)
  return { cells: cells.length, hidden: cells.filter(({ value }) => value === null).length }
}

/** What of a publication is hidden, how much and why, in words; and who is not in it. */
export const HiddenPanel = ({ publication, checked }: Props) => {
  const { t } = useTranslation()
  const { number, share } = useFigureWords()
  const { cells, hidden } = countsOf(publication)
  const { refused, thresholds } = publication
  const { primary, secondary } = publication.hidden
  return (
    <Panel title={t('exports.hidden.title')}>
      <div className={styles.words}>
        {cells > 0 && (
          <p>
            <State icon={EyeOff} dye="anil">
              {hidden === 0
                ? t('exports.hidden.noneShare', { cells: number(cells) })
                : t('exports.hidden.share', {
                    hidden: number(hidden),
                    cells: number(cells),
                    share: share(hidden, cells),
                  })}
            </State>
          </p>
        )}
        {hidden > 0 && checked && (
          <ol>
            <li>{t('exports.hidden.primary', { count: number(primary) })}</li>
            <li>{t('exports.hidden.secondary', { count: number(secondary) })}</li>
          </ol>
        )}
        {hidden > 0 && checked && <p>{t('exports.hidden.plainly', { count: number(checked.plainly) })}</p>}
        <p>{t('exports.hidden.threshold', thresholds)}</p>
        {checked && checked.earlier > 0 && <p>{t('exports.hidden.earlier', { count: checked.earlier })}</p>}
        <p>
          {refused === null
            ? t('exports.hidden.refusedFew')
            : refused === 0
              ? t('exports.hidden.refusedNone')
              : t('exports.hidden.refused', { count: number(refused) })}
        </p>
        {checked?.houses && <HousesShared {...checked.houses} />}
        {checked && <Go to="/members/settings/rules">{t('exports.hidden.rules')}</Go>}
      </div>
    </Panel>
  )
}

/** What can no longer be answered, table by table, and the tables that are left out. */
export const UnansweredPanel = ({ publication: { tables, hidden } }: { readonly publication: Publication }) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { number, title } = useFigureWords()
  const torn = tables
    .map((table) => ({ table, count: table.cells.filter(({ value }) => value === null).length }))
    .filter(({ count }) => count > 0)
  return (
    <Panel title={t('exports.hidden.unanswered')}>
      <div className={styles.words}>
        {torn.length === 0 && <p>{t('exports.hidden.all')}</p>}
        {torn.length > 0 && (
          <ul>
            {torn.map(({ table, count }) => (
              <li key={table.id}>
                {title(table)}:{' '}
                {t('exports.hidden.ofTable', { hidden: number(count), cells: number(table.cells.length) })}
              </li>
            ))}
          </ul>
        )}
        {hidden.left.length > 0 && (
          <>
            <h3>{t('exports.hidden.left')}</h3>
            <ul>
              {hidden.left.map(({ subject, reason }, place) => (
                <li key={`${subject} ${place}`}>
                  {subjectWords(language, subject) ?? unitWords(language, subject)}:{' '}
                  {t(`exports.hidden.reason.${reason}`)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Panel>
  )
}
