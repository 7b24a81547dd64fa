import { useTranslation } from 'react-i18next'
import { referralPurposes } from '#shared/rules/referral'
import { AnswerCards } from '../../components/AnswerCards'
import { Check } from '../../components/Check'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { DayField } from '../../components/DayField'
import { DepartmentField, isDepartmentOf } from '../../components/DepartmentField'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { MultiChoice } from '../../components/MultiChoice'
import { NumberField } from '../../components/NumberField'
import { PlaceField } from '../../components/PlaceField'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { today } from '../../i18n/today'
import { useLabel, useOptions } from '../../i18n/useLabel'
import type { VocabularyName } from '#shared/vocabulary/terms'
import { useCountries } from '../../i18n/useCountries'
import { useFile } from './file'
import type { FieldSpec } from './formSpecs'

type Props = {
  readonly spec: FieldSpec
  /** Which record it is of, for its words. */
  readonly of: string
  readonly value: unknown
  /** What is in the form so far: of a place, in which country. */
  readonly values: Readonly<Record<string, unknown>>
  readonly failure: string | null
  /** Some fields bring another along. */
  readonly onChange: (part: Readonly<Record<string, unknown>>) => void
}
type Inner<V> = {
  readonly words: { readonly label: string; readonly help?: string; readonly failure: string | null }
  readonly value: V
  readonly put: (value: V) => void
}

/** From so many terms on a list is searched rather than unfolded. */
const longList = 12

const Term = ({ list, words, value, put }: Inner<string | null> & { readonly list: VocabularyName }) => {
  const options = useOptions(list)
  return options.length > longList ? (
    <PlaceField {...words} options={options} value={value} onChange={put} />
  ) : (
    <ChoiceField {...words} options={options} value={value} onChange={put} />
  )
}

/** The list's own ways of not answering become the three of every question that may hurt. */
const openCodes: readonly string[] = ['unknown', 'not_asked', 'prefer_not']
const Cards = ({ list, words, value, put }: Inner<string | null> & { readonly list: VocabularyName }) => {
  const options = useOptions(list)
  const has = (code: string): boolean => options.some(({ id }) => id === code)
  return (
    <AnswerCards
      {...words}
      answers={options.filter(({ id }) => !openCodes.includes(id))}
      open={[...(['unknown', 'prefer_not'] as const).filter(has), 'later']}
      value={value === 'not_asked' ? 'later' : value}
      onChange={put}
    />
  )
}
const Terms = ({ list, words, value, put }: Inner<readonly string[]> & { readonly list: VocabularyName }) => (
  <MultiChoice {...words} options={useOptions(list)} value={value} onChange={put} />
)

const Countries = ({ words, value, put }: Inner<string>) => (
  <PlaceField
    {...words}
    options={useCountries()}
    value={value === '' ? null : value}
    onChange={(code) => put(code ?? '')}
  />
)

/** Her agreements that name who receives something: only by one of them is she passed on. */
const Agreement = ({ words, value, onChange }: Omit<Inner<string | null>, 'put'> & Pick<Props, 'onChange'>) => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const purpose = useLabel('consentPurpose')
  const given = file.consents.flatMap(({ state, to, events, ...one }) => {
    const last = events.findLast((event) => event.state === 'given')
    return state === 'given' && to !== '' && last && referralPurposes.includes(one.purpose)
      ? [{ id: last.consentId, label: `${to}: ${purpose(one.purpose)}`, to }]
      : []
  })
  if (given.length === 0)
    return (
      <div>
        <p>{t('caseFile.referral.noAgreement')}</p>
        <Go to={`${at}/consent/refer_org`}>{t('caseFile.referral.ask')}</Go>
      </div>
    )
  return (
    <ChoiceField
      {...words}
      options={given}
      value={value}
      onChange={(id) => onChange({ consentId: id, toOrg: given.find((one) => one.id === id)?.to ?? '' })}
    />
  )
}

const respects = ['safety', 'returnHome', 'emotional', 'economic', 'continuesActivism'] as const
const Outcomes = ({ value, put }: Inner<Readonly<Record<string, number>>>) => {
  const { t } = useTranslation()
  const options = [0, 1, 2, 3, 4].map((id) => ({ id: String(id), label: t(`caseFile.outcome.scale.${id}`) }))
  return (
    <Stack>
      {respects.map((name) => (
        <ChoiceRow
          key={name}
          label={t(`caseFile.outcome.${name}`)}
          options={options}
          value={value[name] === undefined ? null : String(value[name])}
          onChange={(id) => put({ ...value, [name]: Number(id) })}
        />
      ))}
    </Stack>
  )
}

/** One field of a form of the case, as its spec says. */
export const RecordField = ({ spec, of, value, values, failure, onChange }: Props) => {
  const { t, i18n } = useTranslation()
  const { file } = useFile()
  const { name } = spec
  const key = `${of}.${name}`
  const help = i18n.exists(`caseFile.help.${key}`) ? { help: t(`caseFile.help.${key}`) } : {}
  const words = { label: t(`caseFile.field.${key}`), ...help, failure }
  const put = (next: unknown): void => onChange({ [name]: next })
  const text = value as string
  const code = value as string | null
  const codes = value as readonly string[]
  switch (spec.as) {
    case 'line':
      return <TextField {...words} most={spec.most ?? 200} value={text} onChange={put} />
    case 'words':
      return <TextArea {...words} value={text} onChange={put} />
    case 'term':
      return <Term list={spec.list} words={words} value={code} put={put} />
    case 'cards':
      return <Cards list={spec.list} words={words} value={code} put={put} />
    case 'terms':
      return <Terms list={spec.list} words={words} value={codes} put={put} />
    case 'choice': {
      const options = spec.codes.map((id) => ({ id, label: t(`caseFile.choice.${key}.${id}`) }))
      return <ChoiceRow {...words} options={options} value={code} onChange={put} />
    }
    case 'day':
      return <DayField {...words} value={code} onChange={put} />
    case 'past':
      return <DayField {...words} latest={today()} value={code} onChange={put} />
    case 'flag':
      return (
        <Check isSelected={value === true} onChange={put}>
          {words.label}
        </Check>
      )
    case 'count':
      return <NumberField {...words} most={spec.most} value={value as number | null} onChange={put} />
    case 'country':
      return (
        <Countries
          words={words}
          value={text}
          put={(next) => {
            const isGone = typeof values.department === 'string' && isDepartmentOf(text, values.department)
            onChange({ [name]: next, ...(isGone ? { department: '' } : {}) })
          }}
        />
      )
    case 'department': {
      const country = typeof values.country === 'string' ? values.country : ''
      return <DepartmentField {...words} country={country} value={text} onChange={put} />
    }
    case 'member': {
      const options = file.access.map(({ memberId, alias }) => ({ id: memberId, label: alias }))
      return <ChoiceField {...words} options={options} value={code} onChange={put} />
    }
    case 'plan': {
      const options = file.plans.map((plan, n) => ({ id: plan.planId, label: t('caseFile.plan.nth', { n: n + 1 }) }))
      return options.length === 0 ? null : <ChoiceField {...words} options={options} value={code} onChange={put} />
    }
    case 'persons': {
      const options = file.persons.map(({ personId, chosenName }) => ({ id: personId, label: chosenName }))
      return options.length === 0 ? null : <MultiChoice {...words} options={options} value={codes} onChange={put} />
    }
    case 'agreement':
      return <Agreement words={words} value={code} onChange={onChange} />
    case 'outcomes':
      return <Outcomes words={words} value={value as Readonly<Record<string, number>>} put={put} />
  }
}
