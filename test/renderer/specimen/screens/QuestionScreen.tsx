import { useState } from 'react'
import { AnswerCards } from '../../../../src/renderer/components/AnswerCards'
import { Band } from '../../../../src/renderer/components/Band'
import { Button } from '../../../../src/renderer/components/Button'
import { Check } from '../../../../src/renderer/components/Check'
import { Guide } from '../../../../src/renderer/components/Guide'
import { ArrowLeft, ArrowRight } from '../../../../src/renderer/components/icons'
import { Row, Stack, WithRail } from '../../../../src/renderer/components/Layout'
import { MultiChoice } from '../../../../src/renderer/components/MultiChoice'
import { PageHead } from '../../../../src/renderer/components/PageHead'
import { Panel } from '../../../../src/renderer/components/Panel'
import { Picks } from '../../../../src/renderer/components/Picks'
import { Saved } from '../../../../src/renderer/components/Saved'
import { Tabs } from '../../../../src/renderer/components/Tabs'
import { Why } from '../../../../src/renderer/components/Why'
import { useOptions } from '../../../../src/renderer/i18n/useLabel'

const title = 'La persona que amenaza, ¿puede llegar a donde ella está?'

/** One question of a guided form. */
export const QuestionScreen = () => {
  const [answer, setAnswer] = useState<string | null>(null)
  return (
    <WithRail
      label="Lo que va quedando"
      rail={
        <Panel title="Lo que va quedando">
          <Band band="high" />
          <p>Una guía para conversar, no una medida.</p>
        </Panel>
      }
    >
      <Picks done={4} total={11} label="Parte 2 de 5" say="Pregunta 4 de 11" />
      <PageHead isQuestion kicker="Análisis de riesgo" title={title} lead="Pensar en los últimos 30 días." />
      <AnswerCards
        label={title}
        isLabelHidden
        answers={[
          { id: 'yes', label: 'Sí, ya llegó o sabe cómo', help: 'Por ejemplo: ha estado afuera de la casa.' },
          { id: 'maybe', label: 'Es posible', help: 'Conoce la zona o a alguien cercano.' },
          { id: 'no', label: 'No', help: 'Está lejos y no conoce el lugar.' },
        ]}
        value={answer}
        onChange={setAnswer}
      />
      <AnswerCards
        label="¿Hay luz en la calle?"
        help="Aquí no hay forma de no contestar."
        failure="Falta una respuesta."
        answers={[
          { id: 'yes', label: 'Sí' },
          { id: 'no', label: 'No' },
        ]}
        open={[]}
        value={null}
        onChange={() => undefined}
      />
      <Why>
        <p>Para decidir qué hacer primero.</p>
      </Why>
      <Row>
        <Button>
          <ArrowLeft aria-hidden="true" size={18} />
          Atrás
        </Button>
        <Button>Pausar y guardar</Button>
        <Saved state="kept" />
        <Saved state="notKept" />
        <Button kind="main">
          Siguiente
          <ArrowRight aria-hidden="true" size={18} />
        </Button>
      </Row>
    </WithRail>
  )
}

/** A guided form of three questions. */
const Guided = () => {
  const [at, setAt] = useState(1)
  return (
    <Guide
      kicker="Agresión"
      part="Parte 1 de 1: qué pasó"
      at={at}
      total={3}
      step={String(at)}
      title={`¿Qué sigue después de ${at}?`}
      help="Hasta donde se sepa."
      onBack={at === 1 ? null : () => setAt(at - 1)}
      onPause={() => setAt(1)}
      onNext={() => setAt(Math.min(3, at + 1))}
      nextWord={at === 3 ? 'Guardar' : undefined}
      saved="kept"
      rail={
        <Panel title="Va quedando">
          <p>{at} de 3</p>
        </Panel>
      }
    >
      <Check>Ya lo sabe</Check>
    </Guide>
  )
}

/** Lists to tick, in one and two levels, and tabs. */
export const ListsScreen = () => {
  const aggressions = useOptions('aggressionType')
  const settings = useOptions('setting')
  const [types, setTypes] = useState<string[]>(['death_threat'])
  const [where, setWhere] = useState<string[]>([])
  return (
    <Tabs
      label="Listas"
      tabs={[
        {
          id: 'two',
          label: 'De dos niveles',
          content: () => (
            <Stack>
              <PageHead title="Listas" />
              <MultiChoice
                label="Qué pasó"
                help="Todo lo que haga falta."
                options={aggressions}
                value={types}
                onChange={setTypes}
              />
              <p data-testid="types">{types.join(' ')}</p>
            </Stack>
          ),
        },
        {
          id: 'one',
          label: 'De un nivel',
          content: () => (
            <Stack>
              <PageHead title="Listas cortas" />
              <MultiChoice
                label="Dónde"
                failure="Falta elegir una."
                options={settings}
                value={where}
                onChange={setWhere}
              />
              <Check isDisabled>Ya lo sabe</Check>
            </Stack>
          ),
        },
        { id: 'guide', label: 'Una por pantalla', content: () => <Guided /> },
      ]}
    />
  )
}

/** Throws, as a screen with a mistake would. */
export const BrokenScreen = () => {
  throw new Error('a screen with a mistake')
}
