import { useTranslation } from 'react-i18next'
import { caseMachine } from '#shared/rules/caseStatus'
import { Day, Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { useLabel } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { Conflicts } from './Conflicts'
import { useCountry } from '../../i18n/useCountries'
import { Facts } from './Facts'
import { useFile } from './file'
import { SharedText } from './SharedText'

const respects = ['safety', 'returnHome', 'emotional', 'economic', 'continuesActivism'] as const

const Known = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const need = useLabel('supportMeasure')
  const subject = useLabel('caseSubject')
  const sphere = useLabel('sphere')
  const channel = useLabel('channel')
  const secrecy = useLabel('secrecy')
  const nameOf = useCountry()
  const place = [file.municipality, file.department, nameOf(file.country)].filter((one) => one !== '')
  const word = (name: string): string => t(`caseFile.field.facts.${name}`)
  return (
    <Panel title={t('caseFile.summary.facts')}>
      <Facts
        facts={[
          [t('cases.new.subject'), subject(file.kindOfSubject)],
          [word('alias'), file.alias !== '' && <PersonName name={file.alias} />],
          [word('priority'), t(`priority.${file.priority}`, { defaultValue: file.priority })],
          [word('nextReview'), file.nextReview !== null && <Day day={file.nextReview} />],
          [word('needs'), file.needs.map(need).join(', ')],
          [t('caseFile.summary.place'), place.join(', ')],
          [word('sphere'), file.sphere !== null && sphere(file.sphere)],
          [word('intakeChannel'), file.intakeChannel !== null && channel(file.intakeChannel)],
          [word('secrecyLevel'), file.secrecyLevel !== null && secrecy(file.secrecyLevel)],
        ]}
      />
      <Go to={`${at}/facts/case`}>{t('caseFile.summary.changeFacts')}</Go>
    </Panel>
  )
}

const Standing = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const closing = useLabel('closingReason')
  const hasMoves =
    !Object.hasOwn(caseMachine.moves, file.status) || caseMachine.moves[file.status as 'active'].length > 0
  return (
    <Panel title={t('caseFile.summary.status')}>
      <Facts
        facts={[
          [t('cases.status'), t(`status.${file.status}`, { defaultValue: file.status })],
          [t('caseFile.summary.reason'), file.statusReason],
          [t('caseFile.summary.closedOn'), file.closedOn !== null && <Moment at={file.closedOn} />],
          [t('caseFile.summary.closingReason'), file.closingReason !== null && closing(file.closingReason)],
        ]}
      />
      {hasMoves && <Go to={`${at}/status`}>{t('caseFile.summary.move')}</Go>}
    </Panel>
  )
}

const HowSheIs = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const last = file.followUps.at(-1)
  return (
    <Panel title={t('caseFile.summary.howSheIs')} note={last?.on != null ? <Day day={last.on} /> : undefined}>
      {last === undefined ? (
        <p>{t('caseFile.summary.notAskedYet')}</p>
      ) : (
        <>
          <Facts
            facts={respects.map((name) => {
              const value = last.outcomes[name]
              return [t(`caseFile.outcome.${name}`), value === null ? null : t(`caseFile.outcome.scale.${value}`)]
            })}
          />
          {last.text !== '' && <p className={styles.words}>{last.text}</p>}
        </>
      )}
      <Go to={`${at}/followup/new`}>{t('caseFile.summary.ask')}</Go>
    </Panel>
  )
}

/** What the case is in a few words, what is known of it, how it stands, how she is. */
export const SummaryTab = () => {
  const { t } = useTranslation()
  const { file } = useFile()
  return (
    <Stack>
      <Conflicts />
      <Panel title={t('caseFile.summary.words')}>
        <SharedText
          path="summaryInternal"
          label={t('caseFile.summary.text')}
          help={t('caseFile.summary.textHelp')}
          value={file.summaryInternal}
        />
      </Panel>
      <Standing />
      <Known />
      <HowSheIs />
    </Stack>
  )
}
