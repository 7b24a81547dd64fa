import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { PersonName } from '../../components/Discreet'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'

const known: ReadonlySet<string> = new Set(['malformed', 'tooLarge', 'forged', 'notCoordinator', 'unsound'])

/** Rows of the ledger that do not count, apart, with why and from whose laptop. */
export const NotValid = ({ rows }: { readonly rows: QueryOutput<'release.list'>['notValid'] }) => {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <Panel title={t('exports.group.notValid')} edge="stitched">
      <p>{t('exports.notValidText')}</p>
      <RowList>
        {rows.map(({ why, alias, count }) => (
          <RowItem key={`${why} ${alias}`} title={t(`exports.why.${known.has(why) ? why : 'malformed'}`)}>
            <p>
              {t('exports.notValidCount', { count })}.{' '}
              {alias === '' ? (
                t('exports.notValidFromNobody')
              ) : (
                <>
                  {t('exports.notValidFrom')} <PersonName name={alias} />
                </>
              )}
            </p>
          </RowItem>
        ))}
      </RowList>
    </Panel>
  )
}
