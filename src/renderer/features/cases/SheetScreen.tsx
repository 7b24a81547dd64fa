import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Check } from '../../components/Check'
import { Day } from '../../components/Day'
import { Printer } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { today } from '../../i18n/today'
import { useLabel } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { ConsentMark } from './ConsentMark'
import { useCountry } from '../../i18n/useCountries'
import { Facts } from './Facts'
import { useFile } from './file'
import { FormHead } from './FormHead'
import { PartState } from './PartState'

const Lines = ({ children, none }: { readonly children: readonly ReactNode[]; readonly none: string }) =>
  children.length === 0 ? (
    <p>{none}</p>
  ) : (
    <ul className={styles.items}>
      {children.map((one, n) => (
        <li key={n}>{one}</li>
      ))}
    </ul>
  )

/** For her: what is noted about her and who may see it, plain, to look at together and to print if she wants it. */
export const SheetScreen = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const note = useAction('case.noteAccess')
  const [hasTexts, setTexts] = useState(false)
  const purpose = useLabel('consentPurpose')
  const need = useLabel('supportMeasure')
  const typeOf = useLabel('aggressionType')
  const nameOf = useCountry()
  const none = t('caseFile.sheet.none')
  const isNoted = (text: string): string => (text === '' ? '' : t('caseFile.sheet.noted'))
  const word = (name: string): string => t(`caseFile.field.person.${name}`)
  const print = async (): Promise<void> => {
    await note.run({ caseId: file.caseId, action: 'print' })
    window.print()
  }
  return (
    <>
      <FormHead title={t('caseFile.sheet.title')} back={at}>
        <Button kind="main" onPress={() => void print()}>
          <Printer aria-hidden="true" size={18} />
          {t('caseFile.sheet.print')}
        </Button>
      </FormHead>
      <div className={styles.sheet}>
        <Stack>
          <p>
            {t('caseFile.sheet.lead')} <Day day={today()} />
          </p>
          <div data-no-print>
            <Check isSelected={hasTexts} onChange={setTexts}>
              {t('caseFile.sheet.texts')}
            </Check>
            <p className={styles.soft}>{t('caseFile.sheet.care')}</p>
          </div>
          <Panel title={t('caseFile.sheet.case')}>
            <Facts
              facts={[
                [t('cases.status'), t(`status.${file.status}`, { defaultValue: file.status })],
                [t('caseFile.summary.place'), [file.department, nameOf(file.country)].filter(Boolean).join(', ')],
                [t('cases.review'), file.nextReview !== null && <Day day={file.nextReview} />],
                [t('caseFile.field.facts.needs'), file.needs.map(need).join(', ')],
              ]}
            />
            {hasTexts && file.summaryInternal !== '' && <p className={styles.words}>{file.summaryInternal}</p>}
          </Panel>
          <Panel title={t('caseFile.tab.people')}>
            <Lines none={none}>
              {file.persons.map((person) => (
                <>
                  <h3>{person.chosenName}</h3>
                  <Facts
                    facts={[
                      [word('organisation'), person.organisation],
                      [word('legalName'), isNoted(person.legalName)],
                      [word('contact'), isNoted(person.contact)],
                      [word('emergencyContact'), isNoted(person.emergencyContact)],
                      [word('health'), isNoted(person.health)],
                      [word('migrationStatus'), isNoted(person.migrationStatus)],
                    ]}
                  />
                </>
              ))}
            </Lines>
          </Panel>
          <Panel title={t('caseFile.tab.aggressions')}>
            <Lines none={none}>
              {file.aggressions.map(({ date, types, narrative }) => (
                <>
                  <p>
                    {date.from !== null && <Day day={date.from} />} {types.map(typeOf).join(', ')}
                  </p>
                  {hasTexts && narrative !== '' && <p className={styles.words}>{narrative}</p>}
                </>
              ))}
            </Lines>
          </Panel>
          <Panel title={t('caseFile.tab.plan')}>
            <Lines none={none}>
              {[
                ...file.plans.flatMap(({ objectives }) => (objectives === '' ? [] : [objectives])),
                ...file.measures.map(({ measureId, type, status, due }) => (
                  <Row key={measureId}>
                    {type !== null && need(type)} <PartState part="measures" status={status} />
                    {due !== null && <Day day={due} />}
                  </Row>
                )),
              ]}
            </Lines>
          </Panel>
          <Panel title={t('caseFile.tab.consents')}>
            <Lines none={none}>
              {file.consents.map((one) => (
                <Row key={JSON.stringify([one.purpose, one.person, one.to])}>
                  {purpose(one.purpose)}
                  {one.to !== '' && `: ${one.to}`} <ConsentMark state={one.state} />
                </Row>
              ))}
            </Lines>
          </Panel>
          <Panel title={t('caseFile.rail.who')}>
            <ul>
              {file.access.map(({ memberId, alias, owner }) => (
                <li key={memberId}>
                  {alias} {owner && t('caseFile.team.owner')}
                </li>
              ))}
            </ul>
            <p>{t('caseFile.rail.nobody')}</p>
            <p>{t('caseFile.sheet.rights')}</p>
          </Panel>
        </Stack>
      </div>
    </>
  )
}
