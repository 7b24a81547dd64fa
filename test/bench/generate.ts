import { newRow, writeField } from '#core/documents/rows'
import type { AnyDocument } from '#core/documents/liveDocuments'
import type { CommandInput } from '#shared/contract/commands'
import { aggressionRecord } from '#shared/records/aggression'
import { casePriorities, caseRecord } from '#shared/records/case'
import { noteRecord, personRecord } from '#shared/records/person'
import { fieldAt } from '#shared/records/document'
import { caseSpec } from '#shared/records/case'
import { caseMachine } from '#shared/rules/caseStatus'

/** Numbers that look random and are the same for the same seed (mulberry32). */
export type Random = {
  /** From 0 to 1, without 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  pick<T>(from: readonly T[]): T
  bytes(length: number): Uint8Array
}

/** A source of numbers. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    pick<T>(from: readonly T[]): T {
      const picked = from[between(0, from.length - 1)]
      if (picked === undefined) throw new RangeError('nothing to pick from')
      return picked
    },
    bytes: (length) => Uint8Array.from({ length }, () => between(0, 255)),
  }
}

const words = (
  'la el de en que por con sin una un su ella compañera defensora lideresa comunidad vereda municipio ribera páramo ' +
  'amenaza llamada mensaje panfleto camioneta motocicleta seguimiento vigilancia hostigamiento allanamiento detención ' +
  'golpes policía militar guardia empresa minera hidroeléctrica tala desalojo denuncia fiscalía audiencia abogada ' +
  'acompañamiento refugio traslado hermana hija niñez madre consentimiento riesgo urgente noche madrugada domingo ' +
  'volvió salió recibió contó pidió decidió espera teme confía ayer mañana todavía también después además río maíz ' +
  'asamblea tejedora organización partera radio comunitaria desconocidos armados encapuchados vehículo gris placas'
).split(' ')
const names =
  'Alma Bina Carla Dora Elvia Flor Gloria Inés Jacinta Lorenza Marisol Nayeli Otilia Petrona Rosalba Xóchitl'.split(' ')
const surnames =
  'Ajú Baltazar Cucul Domínguez Escobar Ñáñez Ixcoy Jiménez Lemus Mejía Núñez Quispe Tzul Velásquez'.split(' ')
const countries = ['MX', 'GT', 'HN', 'SV', 'NI', 'CO', 'BR'] as const
const kindsOfAttack = [
  'threat',
  'surveillance',
  'harassment',
  'arbitrary_detention',
  'physical_attack',
  'defamation',
  'raid_home',
  'displacement',
] as const

/** A text of about `length` letters in words of the trade. */
export const prose = (random: Random, length: number): string => {
  let text = ''
  while (text.length < length) text += (text === '' ? '' : random.next() < 0.1 ? '. ' : ' ') + random.pick(words)
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** An invented name. */
const fullName = (random: Random): string => `${random.pick(names)} ${random.pick(surnames)}`
const day = (random: Random): string =>
  new Date(Date.UTC(2019, 0, 1) + random.between(0, 2_500) * 86_400_000).toISOString().slice(0, 10)

/** What a case is opened with. */
export const opening = (random: Random): CommandInput<'case.open'> => ({
  kindOfSubject: random.pick(['defender', 'family', 'organisation', 'community']),
  country: random.pick(countries),
  priority: random.pick(casePriorities),
  alias: fullName(random),
  summaryInternal: prose(random, random.between(150, 350)),
})

type EditOf<N extends 'case.setField' | 'case.setStatus' | 'case.addPerson' | 'case.addAggression' | 'case.addNote'> = {
  readonly name: N
  readonly input: Omit<CommandInput<N>, 'caseId'>
}
/** One edit of a case: a command without the case. */
export type Edit =
  | EditOf<'case.setField'>
  | EditOf<'case.setStatus'>
  | EditOf<'case.addPerson'>
  | EditOf<'case.addAggression'>
  | EditOf<'case.addNote'>

/** A note of the case's log. */
export const note = (random: Random): EditOf<'case.addNote'> => ({
  name: 'case.addNote',
  input: {
    kind: random.pick(['call', 'visit', 'meeting', 'incident', 'other']),
    text: prose(random, random.between(40, 220)),
  },
})

/** A field of one line or one choice. */
export const field = (random: Random): EditOf<'case.setField'> =>
  random.next() < 0.5
    ? { name: 'case.setField', input: { path: 'priority', value: random.pick(casePriorities) } }
    : { name: 'case.setField', input: { path: 'nextReview', value: day(random) } }

/** A few words put into a text, as somebody typing and stepping on would. */
const rewritten = (random: Random, text: string): string => {
  const at = random.between(0, text.length)
  const until = Math.min(text.length, at + random.between(0, 10))
  return text.slice(0, at) + prose(random, random.between(5, 25)) + text.slice(until)
}

/**
 * Edits as a case gets them: two in five a note, one in five a field, the rest words in the summary, status, persons
 * and aggressions. `summary`: the text as it stands, followed from edit to edit.
 */
export const edits = (random: Random, count: number, summary: string): { edits: Edit[]; summary: string } => {
  let text = summary
  let status = caseMachine.initial
  const list = Array.from({ length: count }, (): Edit => {
    const dice = random.next()
    if (dice < 0.4) return note(random)
    if (dice < 0.6) return field(random)
    if (dice < 0.75) {
      text = rewritten(random, text)
      return { name: 'case.setField', input: { path: 'summaryInternal', value: text } }
    }
    if (dice < 0.87) {
      const open = caseMachine.moves[status].filter((one) => one !== 'transferred')
      status = random.pick(open)
      const input = { status, reason: prose(random, random.between(10, 60)), defenderInformed: true }
      return { name: 'case.setStatus', input }
    }
    if (dice < 0.95) {
      const input = { relationToCase: 'relative', chosenName: fullName(random), safeContactRules: prose(random, 60) }
      return { name: 'case.addPerson', input }
    }
    const input = {
      date: { from: day(random), precision: 'day' as const },
      country: random.pick(countries),
      types: [random.pick(kindsOfAttack)],
      target: 'personal',
      genderDimension: 'yes',
      narrative: prose(random, random.between(120, 400)),
    }
    return { name: 'case.addAggression', input }
  })
  return { edits: list, summary: text }
}

/** A case's first state, as `case.open` writes it. */
export const firstState = (random: Random, by: string): AnyDocument => {
  const caseCode = String(random.between(10_000, 99_999))
  const openedOn = `${day(random)}T12:00:00.000Z`
  return newRow(caseRecord, { ...opening(random), caseCode, openedOn, openedBy: by, status: 'received' })
}

/** The change that a command makes, on a bare Automerge document: the peer's work is the same as ours. */
export const applyEdit = (doc: AnyDocument, { name, input }: Edit, id: string, by: string): void => {
  const at = '2025-03-08T12:00:00.000Z'
  switch (name) {
    case 'case.setField': {
      const found = fieldAt(caseSpec, input.path)
      if (found) writeField(doc, found.name, found.field, input.value)
      return
    }
    case 'case.setStatus':
      writeField(doc, 'status', caseRecord.fields.status, input.status)
      writeField(doc, 'statusReason', caseRecord.fields.statusReason, input.reason ?? '')
      return
    case 'case.addPerson':
      doc[`persons/${id}`] = newRow(personRecord, input)
      return
    case 'case.addAggression':
      doc[`aggressions/${id}`] = newRow(aggressionRecord, { ...input, recordedBy: by, recordedAt: at })
      return
    case 'case.addNote':
      doc[`notes/${id}`] = newRow(noteRecord, { ...input, by, at })
  }
}
