import { useTranslation } from 'react-i18next'
import type { CaseView } from '#shared/contract/caseViews'
import { Moment } from '../../components/Day'
import { CaseCode, PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Veil } from '../../components/Veil'
import { useLabel } from '../../i18n/useLabel'
import { WithCase } from '../risk/WithCase'
import { AggressionFacts } from './AggressionFacts'
import { useWhen } from './useWhen'

type Row = CaseView['aggressions'][number]

const Told = ({ view, row }: { readonly view: CaseView; readonly row: Row }) => {
  const { t } = useTranslation()
  const when = useWhen()
  const type = useLabel('aggressionType')
  const link = useLabel('eventLink')
  const others = view.aggressions.filter(
    (one) => one.aggressionId !== row.aggressionId && one.eventId !== null && one.eventId === row.eventId,
  )
  const before = view.aggressions.find(({ eventId }) => eventId !== null && eventId === row.relatesTo.eventId)
  const persons = view.persons.filter(({ personId }) => row.persons.includes(personId))
  const own = (['means', 'injuries', 'damages'] as const).filter((field) => row[field] !== '')
  const leadTo = (one: Row) => (
    <Go to={`/cases/${view.caseId}/aggression/${one.aggressionId}`}>
      {when(one.date)}: {one.types.map(type).join(', ')}
    </Go>
  )
  return (
    <>
      <PageHead
        kicker={
          <>
            {t('aggression.kicker')} · <CaseCode code={view.caseCode} />
          </>
        }
        title={row.types.map(type).join(', ')}
        lead={when(row.date)}
      >
        <Go to={`/cases/${view.caseId}`} look="quiet">
          {t('aggression.page.toCase')}
        </Go>
      </PageHead>
      <Stack>
        <Panel title={t('aggression.page.facts')} note={row.recordedAt !== null && <Moment at={row.recordedAt} />}>
          <AggressionFacts told={row} />
        </Panel>
        {persons.length > 0 && (
          <Panel title={t('aggression.target.persons')}>
            <ul>
              {persons.map(({ personId, chosenName }) => (
                <li key={personId}>
                  <PersonName name={chosenName} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <Panel title={t('aggression.words.label')}>
          {row.narrative === '' && own.length === 0 ? (
            <p>{t('aggression.notNoted')}</p>
          ) : (
            <Veil>
              <p>{row.narrative}</p>
              {own.map((field) => (
                <p key={field}>
                  <b>{t(`aggression.page.${field}`)}</b>: {row[field]}
                </p>
              ))}
            </Veil>
          )}
        </Panel>
        {(others.length > 0 || before) && (
          <Panel title={t('aggression.page.chain')}>
            {others.length > 0 && <p>{t('aggression.page.same')}</p>}
            <ul>
              {others.map((one) => (
                <li key={one.aggressionId}>{leadTo(one)}</li>
              ))}
            </ul>
            {before && (
              <p>
                {row.relatesTo.link === null ? '' : link(row.relatesTo.link)} {leadTo(before)}
              </p>
            )}
          </Panel>
        )}
      </Stack>
    </>
  )
}

/** One aggression of a case: what is known in codes, and her words under a veil. */
export const AggressionPage = ({
  caseId,
  aggressionId,
}: {
  readonly caseId: string
  readonly aggressionId: string
}) => {
  const { t } = useTranslation()
  return (
    <WithCase caseId={caseId} title={t('aggression.kicker')}>
      {(view) => {
        const row = view.aggressions.find((one) => one.aggressionId === aggressionId)
        if (row) return <Told key={aggressionId} view={view} row={row} />
        return (
          <>
            <PageHead title={t('aggression.kicker')} />
            <Notice title={t('aggression.page.missing')}>
              <p>{t('aggression.page.missingText')}</p>
            </Notice>
          </>
        )
      }}
    </WithCase>
  )
}
