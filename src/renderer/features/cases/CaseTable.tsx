import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { Band } from '../../components/Band'
import { Day } from '../../components/Day'
import { CaseCode, PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { CircleDashed } from '../../components/icons'
import { State } from '../../components/State'
import { Table } from '../../components/Table'

type CaseRow = QueryOutput<'case.list'>['cases'][number]

/** The list of cases. */
export const CaseTable = ({ cases }: { cases: readonly CaseRow[] }) => {
  const { t } = useTranslation()
  return (
    <Table
      label={t('cases.table')}
      rows={cases}
      keyOf={({ caseId }) => caseId}
      columns={[
        {
          id: 'code',
          label: t('cases.code'),
          cell: ({ caseId, caseCode, alias }) => (
            <>
              <Go to={`/cases/${caseId}`}>
                <CaseCode code={caseCode} />
              </Go>
              {alias !== '' && (
                <div>
                  <PersonName name={alias} />
                </div>
              )}
            </>
          ),
        },
        {
          id: 'status',
          label: t('cases.status'),
          cell: ({ status }) => t(`status.${status}`, { defaultValue: status }),
        },
        {
          id: 'priority',
          label: t('cases.priority'),
          cell: ({ priority }) => {
            const word = t(`priority.${priority}`, { defaultValue: priority })
            return priority === 'urgent' ? <b>{word}</b> : word
          },
        },
        {
          id: 'risk',
          label: t('cases.risk'),
          cell: ({ riskBand }) =>
            riskBand === null ? (
              <State icon={CircleDashed} dye="piedra">
                {t('cases.noRisk')}
              </State>
            ) : (
              <Band band={riskBand} />
            ),
        },
        {
          id: 'review',
          label: t('cases.review'),
          cell: ({ nextReview }) => (nextReview === null ? t('cases.noReview') : <Day day={nextReview} />),
        },
      ]}
    />
  )
}
