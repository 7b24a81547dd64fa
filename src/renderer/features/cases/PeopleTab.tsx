import { useTranslation } from 'react-i18next'
import { useDiscreet } from '../../bridge/preferences'
import { PersonName } from '../../components/Discreet'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Plus } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { Veil } from '../../components/Veil'
import { useLabel } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { Facts } from './Facts'
import { useFile } from './file'
import type { OpenFile } from './file'

type Person = OpenFile['file']['persons'][number]

const PersonCard = ({ person }: { readonly person: Person }) => {
  const { t } = useTranslation()
  const { at } = useFile()
  const isDiscreet = useDiscreet()
  const relation = useLabel('relationToCase')
  const age = useLabel('ageBand')
  const gender = useLabel('genderIdentity')
  const people = useLabel('ethnicIdentity')
  const role = useLabel('defenderRole')
  const language = useLabel('language')
  const cause = useLabel('cause')
  const support = useLabel('disabilitySupport')
  const word = (name: string): string => t(`caseFile.field.person.${name}`)
  const said = (code: string | null, label: (one: string) => string): string | null => code && label(code)
  const hidden = [person.legalName, person.contact, person.safeContactRules, person.emergencyContact]
  const more = [person.documentsHeld, person.migrationStatus, person.health, person.disability.join('')]
  return (
    <Panel
      title={isDiscreet ? t('caseFile.people.one') : person.chosenName}
      note={said(person.relationToCase, relation) ?? undefined}
    >
      {isDiscreet && <PersonName name={person.chosenName} />}
      <Facts
        facts={[
          [word('ageBand'), said(person.ageBand, age)],
          [word('genderIdentity'), said(person.genderIdentity, gender)],
          [word('ethnicIdentity'), said(person.ethnicIdentity, people)],
          [word('role'), said(person.role, role)],
          [word('languages'), person.languages.map(language).join(', ')],
          [word('causes'), person.causes.map(cause).join(', ')],
          [word('organisation'), person.organisation],
          [word('dependants'), person.dependants],
        ]}
      />
      {[...hidden, ...more].some((one) => one !== '') && (
        <div className={styles.below}>
          <Veil words={t('caseFile.veiled.private')}>
            <Facts
              facts={[
                [word('legalName'), person.legalName],
                [word('contact'), person.contact],
                [word('safeContactRules'), person.safeContactRules],
                [word('emergencyContact'), person.emergencyContact],
                [word('documentsHeld'), person.documentsHeld],
                [word('migrationStatus'), person.migrationStatus],
                [word('disability'), person.disability.map(support).join(', ')],
                [word('health'), person.health],
              ]}
            />
          </Veil>
        </div>
      )}
      <Go to={`${at}/person/${person.personId}`}>{t('caseFile.people.change')}</Go>
    </Panel>
  )
}

/** The persons of the case; what identifies them stays closed until somebody opens it. */
export const PeopleTab = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const add = (
    <Go to={`${at}/person/new`} look="plain">
      <Plus aria-hidden="true" size={18} />
      {t('caseFile.people.add')}
    </Go>
  )
  if (file.persons.length === 0)
    return (
      <EmptyState title={t('caseFile.people.none')} action={add}>
        <p>{t('caseFile.people.noneText')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      {file.persons.map((person) => (
        <PersonCard key={person.personId} person={person} />
      ))}
      <div>{add}</div>
    </Stack>
  )
}
