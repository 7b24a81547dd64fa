import { useTranslation } from 'react-i18next'
import type { ConsentRow } from '#shared/contract/caseViews'
import { Day } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Row } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { useLabel } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { ConsentMark } from './ConsentMark'
import { useFile } from './file'
import { useAlias } from './useAlias'

/** Where each matter of a purpose stands, and all that was said of it, the newest first. */
export const ConsentHistory = ({ matters }: { readonly matters: readonly ConsentRow[] }) => {
  const { t } = useTranslation()
  const { file } = useFile()
  const how = useLabel('consentHow')
  const alias = useAlias()
  const nameOf = (id: string | null): string =>
    file.persons.find(({ personId }) => personId === id)?.chosenName ?? t('caseFile.consent.her')
  const known = ['given', 'refused', 'withdrawn'] as const
  return matters.map(({ to, person, state, expiresOn, events }) => (
    <Panel
      key={JSON.stringify([to, person])}
      title={to === '' ? t('caseFile.consent.untilNow') : to}
      note={person === null ? undefined : nameOf(person)}
    >
      <Row>
        <ConsentMark state={state} />
        {expiresOn !== null && (
          <span>
            {t('caseFile.consent.until')} <Day day={expiresOn} />
          </span>
        )}
      </Row>
      <ul className={styles.items}>
        {events.toReversed().map((event) => (
          <li key={event.consentId}>
            <p>
              {event.on !== null && <Day day={event.on} />} ·{' '}
              <b>{t(`caseFile.consent.state.${known.find((one) => one === event.state) ?? 'refused'}`)}</b>
              {event.how !== null && ` · ${how(event.how)}`}
              {event.saidBy !== '' && ` · ${t('caseFile.consent.byAnother', { who: event.saidBy })}`}
            </p>
            {event.conditions !== '' && <p className={styles.words}>{event.conditions}</p>}
            <p className={styles.soft}>
              {t('caseFile.consent.askedBy')} <PersonName name={alias(event.by)} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  ))
}
