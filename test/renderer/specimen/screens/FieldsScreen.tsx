import { useState } from 'react'
import { useDraft } from '../../../../src/renderer/bridge/useDraft'
import { ChoiceField } from '../../../../src/renderer/components/ChoiceField'
import { DateField } from '../../../../src/renderer/components/DateField'
import { DayField } from '../../../../src/renderer/components/DayField'
import { Button } from '../../../../src/renderer/components/Button'
import { Row, Stack } from '../../../../src/renderer/components/Layout'
import { NumberField } from '../../../../src/renderer/components/NumberField'
import { PageHead } from '../../../../src/renderer/components/PageHead'
import { Panel } from '../../../../src/renderer/components/Panel'
import { DepartmentField } from '../../../../src/renderer/components/DepartmentField'
import { PlaceField } from '../../../../src/renderer/components/PlaceField'
import { Saved } from '../../../../src/renderer/components/Saved'
import { SearchBox } from '../../../../src/renderer/components/SearchBox'
import { TextArea } from '../../../../src/renderer/components/TextArea'
import { TextField } from '../../../../src/renderer/components/TextField'
import { useOptions } from '../../../../src/renderer/i18n/useLabel'

const countries = [
  'Costa Rica',
  'El Salvador',
  'Guatemala',
  'Honduras',
  'México',
  'Nicaragua',
  'Panamá',
  'Zacapa y Ñuble',
]
const places = countries.map((label) => ({ id: label, label }))
const noDate = { from: null, to: null, precision: null }

/** Every field, whole, with a failure and shut; the first form is a draft. */
export const FieldsScreen = () => {
  const draft = useDraft('specimen', { alias: '', account: '' })
  const setting = useOptions('setting')
  const [place, setPlace] = useState<string | null>(null)
  const [department, setDepartment] = useState('Colón')
  const [elsewhere, setElsewhere] = useState('La Mosquitia')
  const [choice, setChoice] = useState<string | null>(null)
  const [people, setPeople] = useState<number | null>(3)
  const [day, setDay] = useState<string | null>(null)
  const [date, setDate] = useState<Parameters<typeof DateField>[0]['value']>(noDate)
  const [typed, setTyped] = useState('')
  return (
    <Stack>
      <PageHead kicker="Expediente nuevo" title="Campos" />
      <Panel title="Borrador" note={<Saved state={draft.state} isFresh={draft.value.alias === ''} />}>
        <Stack>
          <TextField
            label="Cómo quiere que le digamos"
            help="Un nombre elegido. No hace falta el legal."
            value={draft.value.alias}
            onChange={(alias) => draft.change((last) => ({ ...last, alias }))}
            onBlur={draft.keepNow}
          />
          <TextArea
            label="Qué pasó"
            help="Con sus palabras, hasta donde quiera contar."
            value={draft.value.account}
            onChange={(account) => draft.change((last) => ({ ...last, account }))}
          />
          <Row>
            <Button onPress={draft.drop}>Mandar</Button>
            <p>{draft.isFromBefore ? 'De antes' : 'De ahora'}</p>
          </Row>
        </Stack>
      </Panel>
      <Panel title="Otros campos">
        <Stack>
          <SearchBox label="Buscar en los expedientes" value={typed} onChange={setTyped} />
          <ChoiceField label="Dónde vive" options={setting} value={choice} onChange={setChoice} />
          <PlaceField label="País" help="Donde está ella ahora." options={places} value={place} onChange={setPlace} />
          <DepartmentField label="Departamento" country="HN" value={department} onChange={setDepartment} />
          <DepartmentField label="Departamento, otro" country="HN" value={elsewhere} onChange={setElsewhere} />
          <p data-testid="place">{place ?? 'ninguno'}</p>
          <NumberField label="Cuántas personas" value={people} onChange={setPeople} most={20} />
          <DayField label="Próxima revisión" help="Con día, mes y año." value={day} onChange={setDay} />
          <DateField
            label="Cuándo pasó"
            help="Si no se sabe el día, basta el mes."
            value={date}
            onChange={setDate}
            latest="2026-11-22"
          />
          <p data-testid="date">{JSON.stringify([day, date])}</p>
        </Stack>
      </Panel>
      <Panel title="Con algo que falta">
        <Stack>
          <TextField label="Alias" failure="Falta un nombre para llamarla." value="" onChange={() => undefined} />
          <ChoiceField
            label="País de ella"
            failure="Falta el país."
            options={places}
            value={null}
            onChange={() => undefined}
          />
          <PlaceField
            label="Lugar"
            failure="Ese lugar no está en la lista."
            options={places}
            value={null}
            onChange={() => undefined}
          />
          <NumberField label="Camas" failure="Son más de las que hay." value={99} onChange={() => undefined} />
          <DayField label="Llegada" failure="Ese día ya pasó." value="2026-02-03" onChange={() => undefined} />
          <TextField label="Solo lo ve otra persona" isDisabled value="Lo lleva Jacaranda" onChange={() => undefined} />
          <ChoiceField label="Estado" isDisabled options={places} value="Panamá" onChange={() => undefined} />
        </Stack>
      </Panel>
    </Stack>
  )
}
