import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { dayOf } from '#shared/rules/days'
import { Day } from '../../components/Day'
import { CaseCode, PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { CircleCheck, Plus, Printer } from '../../components/icons'
import { WithRail } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { State } from '../../components/State'
import { Tabs } from '../../components/Tabs'
import { AggressionsTab } from './AggressionsTab'
import styles from './cases.module.css'
import { ConsentsTab } from './ConsentsTab'
import { FilesTab } from './FilesTab'
import { tabs, useFile } from './file'
import { LogTab } from './LogTab'
import { PeopleTab } from './PeopleTab'
import { PlanTab } from './PlanTab'
import { Rail } from './Rail'
import { RiskTab } from './RiskTab'
import { SummaryTab } from './SummaryTab'
import { TeamTab } from './TeamTab'

const contents = {
  summary: () => <SummaryTab />,
  people: () => <PeopleTab />,
  aggressions: () => <AggressionsTab />,
  risk: () => <RiskTab />,
  plan: () => <PlanTab />,
  log: () => <LogTab />,
  consents: () => <ConsentsTab />,
  files: () => <FilesTab />,
  team: () => <TeamTab />,
} as const

/** The file of a case: its parts as tabs, and beside them how it stands, what comes next and who may see it. */
export const FileScreen = () => {
  const { t } = useTranslation()
  const { file, at, said, say } = useFile()
  const [, go] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('part')
  const part = tabs.find((one) => one === asked) ?? 'summary'
  const { alias, caseCode, status, openedOn } = file
  const parts = useRef<HTMLDivElement>(null)
  // a step of the rail leads into a tab: the eye and the keyboard go there too
  useEffect(() => {
    if (asked === null || document.activeElement?.closest('aside') == null) return
    parts.current?.scrollIntoView()
    parts.current?.focus()
  }, [asked])
  return (
    <>
      <PageHead
        title={
          <>
            {alias !== '' && <PersonName name={alias} />}{' '}
            <span className={alias === '' ? undefined : styles.code}>
              <CaseCode code={caseCode} />
            </span>
          </>
        }
        lead={
          <>
            {openedOn !== null && (
              <>
                {t('caseFile.openedOn')} <Day day={dayOf(openedOn)} /> ·{' '}
              </>
            )}
            {t(`status.${status}`, { defaultValue: status })}
          </>
        }
      >
        <Go to={`${at}/sheet`} look="quiet">
          <Printer aria-hidden="true" size={18} />
          {t('caseFile.sheet.open')}
        </Go>
        <Go to={`${at}/note/new`} look="plain">
          <Plus aria-hidden="true" size={18} />
          {t('caseFile.log.add')}
        </Go>
      </PageHead>
      <p role="status">
        {said !== null && (
          <State icon={CircleCheck} dye="jade">
            {said}
          </State>
        )}
      </p>
      <WithRail isOfTabs label={t('caseFile.rail.label')} rail={<Rail />}>
        <div ref={parts} tabIndex={-1} className={styles.parts}>
          <Tabs
            label={t('caseFile.parts')}
            value={part}
            onChange={(id) => {
              say(null)
              go(`${at}?part=${id}`, { replace: true })
            }}
            tabs={tabs.map((id) => ({ id, label: t(`caseFile.tab.${id}`), content: contents[id] }))}
          />
        </div>
      </WithRail>
    </>
  )
}
