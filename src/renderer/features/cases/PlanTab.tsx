import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Day } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Plus } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { useLabel } from '../../i18n/useLabel'
import styles from './cases.module.css'
import { Facts } from './Facts'
import { useFile } from './file'
import type { OpenFile } from './file'
import { PartState } from './PartState'
import { StatusMoves } from './StatusMoves'
import { useAlias } from './useAlias'

type View = OpenFile['file']

const Section = ({ name, count, children }: { name: string; count: number; children: ReactNode }) => {
  const { t } = useTranslation()
  const { at } = useFile()
  return (
    <Panel title={t(`caseFile.plan.${name}`)}>
      {count === 0 ? (
        <p className={styles.soft}>{t(`caseFile.plan.${name}None`)}</p>
      ) : (
        <ul className={styles.items}>{children}</ul>
      )}
      <div className={styles.below}>
        <Go to={`${at}/${name}/new`} look="plain">
          <Plus aria-hidden="true" size={18} />
          {t(`caseFile.form.${name}.new`)}
        </Go>
      </div>
    </Panel>
  )
}

/** The way to the form of a row, said with what it is. */
const Change = ({ to, what }: { readonly to: string; readonly what: string }) => {
  const { t } = useTranslation()
  return (
    <Go to={to}>
      {t('caseFile.change')}
      <span className="hidden-visually">: {what}</span>
    </Go>
  )
}

const Measure = ({ measure }: { readonly measure: View['measures'][number] }) => {
  const { t } = useTranslation()
  const { at } = useFile()
  const alias = useAlias()
  const typeOf = useLabel('supportMeasure')
  const what = measure.type === null ? t('caseFile.nothing') : typeOf(measure.type)
  const word = (name: string): string => t(`caseFile.field.measure.${name}`)
  return (
    <li>
      <Row>
        <h3>{what}</h3>
        <PartState part="measures" status={measure.status} />
      </Row>
      {measure.text !== '' && <p className={styles.words}>{measure.text}</p>}
      <Facts
        facts={[
          [word('owner'), measure.owner !== null && <PersonName name={alias(measure.owner)} />],
          [word('provider'), measure.provider],
          [word('due'), measure.due !== null && <Day day={measure.due} />],
          [t('caseFile.summary.reason'), measure.statusReason],
        ]}
      />
      <Row>
        <StatusMoves part="measures" id={measure.measureId} status={measure.status} what={what} />
        <Change to={`${at}/measure/${measure.measureId}`} what={what} />
      </Row>
    </li>
  )
}

const Plan = ({ plan, place }: { readonly plan: View['plans'][number]; readonly place: number }) => {
  const { t } = useTranslation()
  const { at } = useFile()
  const kindOf = useLabel('planKind')
  const what = `${t('caseFile.plan.nth', { n: place + 1 })}: ${plan.kind === null ? '' : kindOf(plan.kind)}`
  const word = (name: string): string => t(`caseFile.field.plan.${name}`)
  return (
    <li>
      <h3>{what}</h3>
      {plan.objectives !== '' && <p className={styles.words}>{plan.objectives}</p>}
      <Facts
        facts={[
          [word('agreedWithDefender'), plan.agreedWithDefender === true && t('caseFile.yes')],
          [word('agreedOn'), plan.agreedOn !== null && <Day day={plan.agreedOn} />],
          [word('sharedSheet'), plan.sharedSheet === true && t('caseFile.yes')],
          [word('reviewedOn'), plan.reviewedOn !== null && <Day day={plan.reviewedOn} />],
          [word('reviewOn'), plan.reviewOn !== null && <Day day={plan.reviewOn} />],
        ]}
      />
      <Change to={`${at}/plan/${plan.planId}`} what={what} />
    </li>
  )
}

const Referral = ({ referral }: { readonly referral: View['referrals'][number] }) => {
  const { t } = useTranslation()
  const { at } = useFile()
  const word = (name: string): string => t(`caseFile.field.referral.${name}`)
  return (
    <li>
      <Row>
        <h3>{referral.toOrg}</h3>
        <PartState part="referrals" status={referral.status} />
      </Row>
      <Facts
        facts={[
          [word('purpose'), referral.purpose],
          [word('dataShared'), referral.dataShared],
          [word('sentOn'), referral.sentOn !== null && <Day day={referral.sentOn} />],
          [word('answer'), referral.answer],
          [t('caseFile.summary.reason'), referral.statusReason],
        ]}
      />
      <Row>
        <StatusMoves part="referrals" id={referral.referralId} status={referral.status} what={referral.toOrg} />
        <Change to={`${at}/referral/${referral.referralId}`} what={referral.toOrg} />
      </Row>
    </li>
  )
}

const Mechanism = ({ one }: { readonly one: View['mechanisms'][number] }) => {
  const { t } = useTranslation()
  const { at } = useFile()
  const body = useLabel('mechanismBody')
  const what = one.body === null ? t('caseFile.nothing') : body(one.body)
  const word = (name: string): string => t(`caseFile.field.mechanism.${name}`)
  return (
    <li>
      <h3>{what}</h3>
      <Facts
        facts={[
          [word('measure'), one.measure],
          [word('requestedOn'), one.requestedOn !== null && <Day day={one.requestedOn} />],
          [word('grantedOn'), one.grantedOn !== null && <Day day={one.grantedOn} />],
          [
            word('implemented'),
            one.implemented !== null &&
              t(`caseFile.choice.mechanism.implemented.${one.implemented}`, { defaultValue: one.implemented }),
          ],
          [word('reviewOn'), one.reviewOn !== null && <Day day={one.reviewOn} />],
        ]}
      />
      <Change to={`${at}/mechanism/${one.mechanismId}`} what={what} />
    </li>
  )
}

const Relocation = ({ one }: { readonly one: View['relocations'][number] }) => {
  const { t } = useTranslation()
  const { at, file } = useFile()
  const what = [one.originCoarse, one.destinationCoarse].filter((place) => place !== '').join(' → ')
  const named = what === '' ? t('caseFile.plan.relocationOne') : what
  const word = (name: string): string => t(`caseFile.field.relocation.${name}`)
  const names = file.persons.filter(({ personId }) => one.persons.includes(personId)).map((who) => who.chosenName)
  return (
    <li>
      <Row>
        <h3>{named}</h3>
        <PartState part="relocations" status={one.stage} />
      </Row>
      <Facts
        facts={[
          [word('persons'), names.join(', ')],
          [word('start'), one.start !== null && <Day day={one.start} />],
          [word('plannedEnd'), one.plannedEnd !== null && <Day day={one.plannedEnd} />],
          [word('escort'), one.escort],
          [word('notes'), one.notes],
        ]}
      />
      <Row>
        <StatusMoves part="relocations" id={one.relocationId} status={one.stage} what={named} />
        <Change to={`${at}/relocation/${one.relocationId}`} what={named} />
      </Row>
    </li>
  )
}

/** What is done with her: plans and their measures, and what others are asked to do. */
export const PlanTab = () => {
  const { file } = useFile()
  const { plans, measures, referrals, mechanisms, relocations } = file
  return (
    <Stack>
      <Section name="plan" count={plans.length}>
        {plans.map((plan, place) => (
          <Plan key={plan.planId} plan={plan} place={place} />
        ))}
      </Section>
      <Section name="measure" count={measures.length}>
        {measures.map((measure) => (
          <Measure key={measure.measureId} measure={measure} />
        ))}
      </Section>
      <Section name="referral" count={referrals.length}>
        {referrals.map((referral) => (
          <Referral key={referral.referralId} referral={referral} />
        ))}
      </Section>
      <Section name="mechanism" count={mechanisms.length}>
        {mechanisms.map((one) => (
          <Mechanism key={one.mechanismId} one={one} />
        ))}
      </Section>
      <Section name="relocation" count={relocations.length}>
        {relocations.map((one) => (
          <Relocation key={one.relocationId} one={one} />
        ))}
      </Section>
    </Stack>
  )
}
