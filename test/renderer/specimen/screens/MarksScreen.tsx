import { useState } from 'react'
import { useAction } from '../../../../src/renderer/bridge/useAction'
import { Band } from '../../../../src/renderer/components/Band'
import { Button } from '../../../../src/renderer/components/Button'
import { Confirm } from '../../../../src/renderer/components/Confirm'
import { Day, Moment } from '../../../../src/renderer/components/Day'
import { CaseCode, PersonName } from '../../../../src/renderer/components/Discreet'
import { EmptyState } from '../../../../src/renderer/components/EmptyState'
import { Go } from '../../../../src/renderer/components/Go'
import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleSlash,
  Clock3,
  Hourglass,
  Laptop,
  PackageX,
  Plus,
  Printer,
  Puzzle,
  RefreshCw,
  ShieldCheck,
  Undo2,
  UserCheck,
} from '../../../../src/renderer/components/icons'
import { Row, Stack } from '../../../../src/renderer/components/Layout'
import { MenuButton } from '../../../../src/renderer/components/MenuButton'
import { Notice } from '../../../../src/renderer/components/Notice'
import { Outcome } from '../../../../src/renderer/components/Outcome'
import { PageHead } from '../../../../src/renderer/components/PageHead'
import { Panel } from '../../../../src/renderer/components/Panel'
import { State } from '../../../../src/renderer/components/State'
import { Veil } from '../../../../src/renderer/components/Veil'
import { Viewed } from '../../../../src/renderer/components/Viewed'
import { Why } from '../../../../src/renderer/components/Why'

const marks = [
  [CircleCheck, 'jade', 'Confirmado hace 3 h'],
  [Clock3, 'pericon', 'Por confirmar: vence en 5 h'],
  [CircleDashed, 'piedra', 'Sin confirmar desde el 12 nov'],
  [Hourglass, 'pericon', 'Poco lugar'],
  [CircleSlash, 'barro', 'Dijo que no'],
  [CirclePause, 'piedra', 'En pausa'],
  [RefreshCw, 'anil', 'Pasando'],
  [Laptop, 'pericon', 'Todavía solo aquí'],
  [Puzzle, 'anil', 'Piezas que faltan'],
  [PackageX, 'barro', 'Apartado por cuidado'],
  [Undo2, 'grana', 'Lo retiró'],
  [ShieldCheck, 'jade', 'En dos computadoras'],
  [UserCheck, 'jade', 'Dio su acuerdo'],
] as const

/** Buttons, marks, panels and what opens over them. */
export const MarksScreen = () => {
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const refused = useAction('space.revoke')
  const accepted = useAction('house.setStatus')
  return (
    <Stack>
      <PageHead title="Muestrario" lead="Kʼicheʼ, Qʼeqchiʼ, Ñuu Savi, Hñähñu, ẽ ĩ ũ, ꞌ: todo nombre se escribe entero.">
        <Button kind="quiet">
          <Printer aria-hidden="true" size={18} />
          Imprimir
        </Button>
        <Button onPress={() => setOpen(true)}>
          <Plus aria-hidden="true" size={18} />
          Apartar
        </Button>
      </PageHead>
      <Panel title="Riesgo" note="Análisis del 16 de noviembre">
        <Row>
          {['low', 'medium', 'high', 'very_high', 'imminent', 'unheard_of'].map((band) => (
            <Band key={band} band={band} />
          ))}
        </Row>
        <p>
          <CaseCode code="K7Q2M" />, <PersonName name="Luciérnaga del Río" />, <Day day="2026-11-23" />,{' '}
          <Moment at="2026-11-23T20:05:00Z" />, <Day day="nunca" />
        </p>
      </Panel>
      <Panel title="Botones">
        <Row>
          <Button kind="main" onPress={() => void accepted.run({ houseCardId: 'x', status: 'open' })}>
            Aceptar
          </Button>
          <Button onPress={() => void refused.run({ spaceId: 'x', memberId: 'y' })}>Quitar</Button>
          <Button kind="quiet">Callado</Button>
          <Button isDisabled>Todavía no</Button>
          <Go to="/help" look="plain">
            Ir a la ayuda
          </Go>
          <Go to="/meet">Mirar el encuentro</Go>
          <MenuButton
            label="Más"
            items={[
              { id: 'one', label: 'Pasar a otra red' },
              { id: 'two', label: 'Cerrar el expediente', isDisabled: true },
            ]}
            onAction={setSaid}
          />
        </Row>
        <p data-testid="said">{said}</p>
        <Outcome action={refused} done="Se quitó" />
        <Outcome action={accepted} done="Se aceptó" />
      </Panel>
      <Panel title="Cómo está" edge="stitched">
        <Row>
          {marks.map(([icon, dye, word]) => (
            <State key={word} icon={icon} dye={dye}>
              {word}
            </State>
          ))}
          <State icon={CircleHelp} dye="piedra">
            No se ha preguntado
          </State>
        </Row>
      </Panel>
      <Panel title="En palabras de ella">
        <Veil>Texto inventado para la muestra. Aquí va lo que ella contó.</Veil>
        <Why>
          <p>Para saber qué hace falta primero. Lo ve solo su equipo.</p>
        </Why>
      </Panel>
      <EmptyState title="Todavía no hay reservas" action={<Button kind="quiet">Publicar lugares</Button>}>
        <p>Cuando alguien pida un lugar, aparece aquí con la hora en que vence.</p>
      </EmptyState>
      <Notice title="Lo guardado sigue guardado">
        <p>No se puede mostrar ahora.</p>
      </Notice>
      <Viewed view={null}>{() => null}</Viewed>
      <Viewed view={{ ok: false, error: { type: 'NotAllowed' } }}>{() => null}</Viewed>
      <Viewed view={{ ok: true, value: 'Ya está' }}>{(value) => <p>{value}</p>}</Viewed>
      <Confirm
        title="Apartar esta pieza"
        action="Apartar"
        isOpen={isOpen}
        onConfirm={() => setOpen(false)}
        onClose={() => setOpen(false)}
      >
        <p>Nada cambia en las otras computadoras. Se puede volver a mirar después.</p>
      </Confirm>
    </Stack>
  )
}
