import { useState } from 'react'
import { Button } from '../../../../src/renderer/components/Button'
import { Facts } from '../../../../src/renderer/components/Facts'
import { Filters } from '../../../../src/renderer/components/Filters'
import { HouseCard } from '../../../../src/renderer/components/HouseCard'
import {
  Accessibility,
  Baby,
  CircleCheck,
  CircleDashed,
  CirclePause,
  Clock3,
  Hourglass,
  PawPrint,
  Route,
  Stethoscope,
} from '../../../../src/renderer/components/icons'
import { Cards } from '../../../../src/renderer/components/Layout'
import { PageHead } from '../../../../src/renderer/components/PageHead'
import { RowItem, RowList } from '../../../../src/renderer/components/RowList'
import { ShiftBar } from '../../../../src/renderer/components/ShiftBar'
import { State } from '../../../../src/renderer/components/State'
import { SubNav } from '../../../../src/renderer/components/SubNav'
import { Table } from '../../../../src/renderer/components/Table'

const offers = [
  { icon: Baby, word: 'Niñas y niños' },
  { icon: Accessibility, word: 'Sin escalones' },
  { icon: PawPrint, word: 'Mascotas' },
  { icon: Stethoscope, word: 'Salud' },
  { icon: Route, word: 'De otros países' },
]

/** The board of houses: whole, stitched and dotted edges. */
export const HousesScreen = () => {
  const [filter, setFilter] = useState('all')
  return (
    <>
      <PageHead title="Casas" lead="Cuatro casas con lugar.">
        <Filters
          label="Mirar"
          options={[
            { id: 'all', label: 'Todas' },
            { id: 'free', label: 'Con lugar' },
            { id: 'children', label: 'Con niñas y niños' },
          ]}
          value={filter}
          onChange={setFilter}
        />
      </PageHead>
      <Cards>
        <HouseCard
          alias="Casa Amate"
          about="Guatemala · temporal · hasta 90 días"
          edge="whole"
          state={
            <State icon={CircleCheck} dye="jade">
              Abierta
            </State>
          }
          freshness={
            <State icon={CircleCheck} dye="jade">
              Confirmado hace 3 h
            </State>
          }
          free={3}
          total={5}
          offers={offers}
          action={<Button kind="main">Pedir lugar</Button>}
        />
        <HouseCard
          alias="Casa Ceiba"
          about="Honduras · de paso · hasta 7 días"
          edge="stitched"
          state={
            <State icon={Hourglass} dye="pericon">
              Poco lugar
            </State>
          }
          freshness={
            <State icon={Clock3} dye="pericon">
              Por confirmar: vence en 5 h
            </State>
          }
          free={1}
          total={4}
          offers={offers.slice(0, 2)}
          action={<Button>Pedir lugar</Button>}
        />
        <HouseCard
          alias="Casa Jocote"
          about="México · temporal"
          edge="dotted"
          state={
            <State icon={CirclePause} dye="piedra">
              En pausa
            </State>
          }
          freshness={
            <State icon={CircleDashed} dye="piedra">
              Sin confirmar desde el 12 nov
            </State>
          }
          free={0}
          total={40}
          insteadOfBeds="Descansa hasta el lunes 30"
          offers={[]}
        />
      </Cards>
    </>
  )
}

/** A week of a roster, in a table that moves inside its own region. */
export const ShiftsScreen = () => (
  <>
    <PageHead title="Guardias" lead="Semana del lunes 23 de noviembre." />
    <SubNav
      label="Partes de Guardias"
      screens={[
        { to: '/shifts', label: 'Semana' },
        { to: '/shifts/committees', label: 'Comités' },
      ]}
    />
    <Facts
      facts={[
        { id: 'who', label: 'Quién está', value: 'Luciérnaga' },
        { id: 'none', label: 'De respaldo', value: null },
      ]}
    />
    <RowList>
      <RowItem title="Lunes 23 · Acogida" actions={<Button>Tomarla</Button>}>
        <p>Falta quien responda de noche.</p>
      </RowItem>
      <RowItem title="Martes 24 · Acogida" />
    </RowList>
    <Table
      label="Guardias de la semana"
      isWide
      rows={['Acogida', 'Primera respuesta']}
      keyOf={(row) => row}
      columns={[
        { id: 'committee', label: 'Comité', cell: (row) => row },
        {
          id: 'mon',
          label: 'lun 23',
          cell: () => <ShiftBar state="confirmed" word="Confirmada" who="Luciérnaga" note="Con Ceiba" />,
        },
        { id: 'tue', label: 'mar 24', cell: () => <ShiftBar state="proposed" word="Por confirmar" who="Colibrí" /> },
        { id: 'wed', label: 'mié 25', cell: () => <ShiftBar state="swap" word="Pide cambio" who="Jacaranda" /> },
        {
          id: 'thu',
          label: 'jue 26',
          cell: (row) => (
            <ShiftBar
              state="gap"
              word="Sin nadie"
              action={<Button aria-label={`Cubrir: ${row}, jueves 26`}>Cubrir</Button>}
            />
          ),
        },
        { id: 'fri', label: 'vie 27', cell: () => <ShiftBar state="done" word="Hecha" who="Lluvia" /> },
      ]}
    />
  </>
)
