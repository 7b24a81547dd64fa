import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { Voice } from './releaseMarks'

/** Who took files of a release out, and whether they were marked as a draft. */
export const Seen = ({ seen }: Pick<QueryOutput<'release.view'>, 'seen'>) => {
  const { t } = useTranslation()
  return (
    <Panel title={t('exports.seen.title')}>
      {seen.length === 0 ? (
        <p>{t('exports.seen.none')}</p>
      ) : (
        <RowList>
          {seen.map((one, place) => (
            <RowItem key={place} title={<Voice voice={one} />}>
              <p>{t(one.isFinal ? 'exports.seen.final' : 'exports.seen.draft')}</p>
            </RowItem>
          ))}
        </RowList>
      )}
    </Panel>
  )
}
