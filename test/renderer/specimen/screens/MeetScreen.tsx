import { useState } from 'react'
import { Band } from '../../../../src/renderer/components/Band'
import { BarChart } from '../../../../src/renderer/components/BarChart'
import { CaseCode } from '../../../../src/renderer/components/Discreet'
import { Filters } from '../../../../src/renderer/components/Filters'
import { Stack } from '../../../../src/renderer/components/Layout'
import { PageHead } from '../../../../src/renderer/components/PageHead'
import { Pages } from '../../../../src/renderer/components/Pages'
import { Panel } from '../../../../src/renderer/components/Panel'
import { Picks } from '../../../../src/renderer/components/Picks'
import { Table } from '../../../../src/renderer/components/Table'
import { Thread } from '../../../../src/renderer/components/Thread'
import { TwoVersions } from '../../../../src/renderer/components/TwoVersions'
import { Writing } from '../../../../src/renderer/components/Writing'

const writing = {
  choosing: 'Eligiendo dónde, en la ventana del sistema.',
  writing: 'Guardando el archivo.',
  stopped: 'Se detuvo. No quedó ningún archivo.',
  share: 'Archivo hecho, en porcentaje',
  stop: 'Detener',
}

/** Threads, files under way, picks and two versions. */
export const MeetScreen = () => {
  const [kept, setKept] = useState('')
  return (
    <Stack>
      <PageHead title="Encuentro" lead="Todavía no separarse." />
      <Panel title="Jacaranda">
        <Thread label="Va para allá" done={12} total={47} who="Jacaranda" />
        <Thread label="Viene para acá" done={0} total={3} who="Jacaranda" />
        <Thread label="Con Ceiba" done={3} total={3} who="Ceiba" />
      </Panel>
      <Panel title="Archivos">
        <Writing state={{ phase: 'choosing' }} isStopped={false} words={writing} onStop={() => undefined} />
        <Writing state={{ phase: 'writing', share: 0.4 }} isStopped={false} words={writing} onStop={() => undefined} />
        <Writing state={{ phase: 'over' }} isStopped words={writing} onStop={() => undefined} />
      </Panel>
      <Picks done={4} total={11} label="Parte 2 de 5: quién amenaza" say="Pregunta 4 de 11" />
      <TwoVersions
        field="Próxima visita"
        versions={[
          { id: 'a', value: 'Martes 24, 10:00', by: 'Colibrí', on: '2026-11-19' },
          { id: 'b', value: 'Miércoles 25, 16:00', by: 'Jacaranda', on: '2026-11-20' },
        ]}
        onKeep={setKept}
        onLater={() => setKept('later')}
      />
      <p data-testid="kept">{kept}</p>
    </Stack>
  )
}

const bands = ['low', 'medium', 'high', 'very_high', 'imminent']
const rows = Array.from({ length: 60 }, (_, n) => ({
  code: `K${n + 10}Q2M`,
  band: bands[n % 5] ?? 'low',
  people: n * 37,
}))

/** A long table with its head, its foot and its pages. */
export const TableScreen = () => (
  <Stack>
    <PageHead title="Fondos" lead="60 filas inventadas." />
    <Table
      label="Filas inventadas"
      isTall
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        { id: 'code', label: 'Clave', cell: ({ code }) => <CaseCode code={code} /> },
        { id: 'band', label: 'Riesgo', cell: ({ band }) => <Band band={band} /> },
        { id: 'people', label: 'Personas', isNumber: true, cell: ({ people }) => people.toLocaleString('es-MX') },
      ]}
    />
    <Pages from={201} to={260} total={260} onPrevious={() => undefined} onNext={null} />
  </Stack>
)

/** Bars with protected figures. */
export const ChartScreen = () => {
  const [country, setCountry] = useState('hn')
  return (
    <Stack>
      <PageHead title="Informes" lead="Una figura con su tabla dentro." />
      <BarChart
        title="Agresiones en Honduras, 2026"
        text="De 81 agresiones anotadas, la mayor parte son amenazas; dos cifras están protegidas."
        rows="Tipo"
        bars={[
          { label: 'Amenazas y hostigamiento', count: 1034 },
          { label: 'Difamación', count: 19 },
          { label: 'Contra la vida', count: null },
          { label: 'Digitales', count: 9 },
          { label: 'Desplazamiento', count: 0 },
          { label: 'Sexuales', count: null },
        ]}
      >
        <Filters
          label="País"
          options={[
            { id: 'hn', label: 'Honduras' },
            { id: 'gt', label: 'Guatemala' },
          ]}
          value={country}
          onChange={setCountry}
        />
      </BarChart>
    </Stack>
  )
}
