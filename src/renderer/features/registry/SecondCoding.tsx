import { useTranslation } from 'react-i18next'
import type { EntryView } from '#shared/contract/registry'
import { CircleCheck, GitCompareArrows } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { Table } from '../../components/Table'
import { useFieldWords } from './useFieldWords'

/** Both codings of an entry side by side, with where they differ. */
export const SecondCoding = ({ entry }: { readonly entry: EntryView }) => {
  const { t } = useTranslation()
  const words = useFieldWords()
  const differing = entry.second.filter(({ agrees }) => !agrees).length
  const first = entry as unknown as Readonly<Record<string, unknown>>
  return (
    <Panel title={t('registry.second.title')} note={t('registry.second.differ', { count: differing })}>
      <Table
        label={t('registry.second.compared')}
        rows={entry.second}
        keyOf={({ field }) => field}
        columns={[
          {
            id: 'field',
            label: t('registry.second.field'),
            cell: ({ field }) => t(`registry.field.${field}`, { defaultValue: field }),
          },
          { id: 'first', label: t('registry.second.first'), cell: ({ field }) => words(field, first[field]) },
          { id: 'second', label: t('registry.second.second'), cell: ({ field, value }) => words(field, value) },
          {
            id: 'agrees',
            label: t('registry.second.compared'),
            cell: ({ agrees, agreed }) =>
              agrees ? (
                <State icon={CircleCheck} dye="jade">
                  {t(agreed ? 'registry.second.same' : 'registry.second.settled')}
                </State>
              ) : (
                <State icon={GitCompareArrows} dye="barro">
                  {t('registry.second.other')}
                </State>
              ),
          },
        ]}
      />
    </Panel>
  )
}
