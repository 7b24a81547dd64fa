import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { ChoiceRow } from '../../components/ChoiceRow'
import { DayField } from '../../components/DayField'
import { NumberField } from '../../components/NumberField'
import { PlaceField } from '../../components/PlaceField'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { Why } from '../../components/Why'
import { childBands } from './askDraft'
import type { AskDraft } from './askDraft'

/** How long a request may stand, in hours, beside what is usual. */
const hoursOffered = [4, 24, 72, 168] as const

type Props = {
  readonly value: AskDraft
  readonly put: (part: Partial<AskDraft>) => void
  readonly lacks: Readonly<Record<string, boolean>>
}

/** Who comes, without names, and until when the request stands. */
export const AskFields = ({ value, put, lacks }: Props) => {
  const { t } = useTranslation()
  const cases = useView('case.list', { limit: 200 })
  const codes = cases?.ok ? cases.value.cases.map(({ caseCode }) => caseCode) : []
  const code = {
    label: t('houses.ask.code'),
    help: t('houses.ask.codeHelp'),
    failure: lacks.caseCode ? t('houses.ask.codeMissing') : null,
  }
  return (
    <>
      {codes.length === 0 ? (
        <TextField {...code} most={40} value={value.caseCode} onChange={(caseCode) => put({ caseCode })} />
      ) : (
        <PlaceField
          {...code}
          options={codes.map((id) => ({ id, label: id }))}
          value={value.caseCode || null}
          onChange={(id) => put({ caseCode: id ?? '' })}
        />
      )}
      <NumberField
        label={t('houses.ask.adults')}
        most={60}
        failure={lacks.adults ? t('houses.ask.nobody') : null}
        value={value.adults}
        onChange={(adults) => put({ adults })}
      />
      {childBands.map((band) => (
        <NumberField
          key={band}
          label={t(`houses.ask.${band}`)}
          most={60}
          value={value[band]}
          onChange={(many) => put({ [band]: many })}
        />
      ))}
      <TextArea
        label={t('houses.ask.needs')}
        help={t('houses.ask.needsHelp')}
        most={1000}
        value={value.needs}
        onChange={(needs) => put({ needs })}
      />
      <DayField
        label={t('houses.ask.arrival')}
        help={t('houses.ask.arrivalHelp')}
        value={value.arrival}
        onChange={(arrival) => put({ arrival })}
      />
      <NumberField
        label={t('houses.ask.nights')}
        help={t('houses.ask.nightsHelp')}
        least={1}
        most={3650}
        value={value.nights}
        onChange={(nights) => put({ nights })}
      />
      <ChoiceRow
        label={t('houses.ask.hours')}
        help={t('houses.ask.hoursHelp')}
        options={[
          { id: 'usual', label: t('houses.ask.usual') },
          ...hoursOffered.map((hours) => ({ id: String(hours), label: t('houses.hours', { count: hours }) })),
        ]}
        value={value.hours === null ? 'usual' : String(value.hours)}
        onChange={(id) => put({ hours: id === 'usual' ? null : Number(id) })}
      />
      <Why>
        <p>{t('houses.ask.why')}</p>
      </Why>
    </>
  )
}
