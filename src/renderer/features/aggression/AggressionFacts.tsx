import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseView } from '#shared/contract/caseViews'
import { useCountry } from '../../i18n/useCountries'
import { useLabel } from '../../i18n/useLabel'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './Aggression.module.css'
import { useWhen } from './useWhen'

type Told = Pick<
  CaseView['aggressions'][number],
  | 'date'
  | 'country'
  | 'department'
  | 'municipality'
  | 'setting'
  | 'placeType'
  | 'types'
  | 'target'
  | 'groupLeast'
  | 'groupMost'
  | 'relativesAlso'
  | 'genderDimension'
  | 'indicators'
  | 'perpetrators'
  | 'causeLinked'
  | 'causes'
  | 'previousThreats'
  | 'complaint'
  | 'sources'
  | 'reliability'
>

/** How many a collective aggression was against, in words. */
const groupOf = (least: number | null, most: number | null, locale: string): string =>
  [least, most === least ? null : most].flatMap((one) => one?.toLocaleString(locale) ?? []).join('–')

/** What an aggression says in codes, in words; what was not noted is said to be so. */
export const AggressionFacts = ({ told }: { readonly told: Told }) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const when = useWhen()
  const country = useCountry()
  const [type, target, relative] = [useLabel('aggressionType'), useLabel('target'), useLabel('relative')]
  const [setting, placeType] = [useLabel('setting'), useLabel('placeType')]
  const [gender, indicator] = [useLabel('genderDimension'), useLabel('genderIndicator')]
  const [perpetrator, involvement, number] = [
    useLabel('perpetrator'),
    useLabel('involvement'),
    useLabel('perpetratorNumber'),
  ]
  const [linked, cause, threats] = [useLabel('causeLinked'), useLabel('cause'), useLabel('previousThreats')]
  const [filed, outcome] = [useLabel('complaint'), useLabel('complaintStatus')]
  const [source, reliability] = [useLabel('source'), useLabel('reliability')]
  const one = (label: (code: string) => string, code: string | null): string => (code === null ? '' : label(code))
  const all = (label: (code: string) => string, codes: readonly string[]): string => codes.map(label).join(', ')
  const joined = (...words: readonly string[]): string => words.filter((word) => word !== '').join(', ')
  const facts: readonly (readonly [string, string])[] = [
    ['when', when(told.date)],
    ['where', joined(told.municipality, told.department, country(told.country), one(setting, told.setting))],
    ['place', one(placeType, told.placeType)],
    ['what', all(type, told.types)],
    ['target', joined(one(target, told.target), groupOf(told.groupLeast, told.groupMost, locale))],
    ['relatives', all(relative, told.relativesAlso)],
    ['gender', one(gender, told.genderDimension)],
    ['indicators', all(indicator, told.indicators)],
    [
      'who',
      told.perpetrators
        .map(({ category, level2, involvement: how, number: many }) =>
          joined(one(perpetrator, level2 ?? category), one(involvement, how), one(number, many)),
        )
        .join('; '),
    ],
    ['cause', joined(one(linked, told.causeLinked), all(cause, told.causes))],
    ['threats', one(threats, told.previousThreats)],
    ['complaint', joined(one(filed, told.complaint.filed), told.complaint.body, one(outcome, told.complaint.outcome))],
    ['sources', joined(all(source, told.sources), one(reliability, told.reliability))],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, words]) => (
        <Fragment key={name}>
          <dt>{t(`aggression.fact.${name}`)}</dt>
          <dd>{words === '' ? t('aggression.notNoted') : words}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
