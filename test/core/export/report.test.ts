import { expect, test } from 'vitest'
import { methodOf } from '#core/export/method'
import { readNumbers } from '#core/export/numbers'
import { reportOf } from '#core/export/report'
import type { Block, Section } from '#core/export/report'
import { inLine, speakerOf } from '#core/export/words'
import type { Publication } from '#shared/rules/publication'
import { axisBy, publicationOf, tablesBy, yearOf } from '../../support/publications'
import { randomOf, seedsOf } from '../../support/random'

const speaker = speakerOf('es')
const sectionsOf = (publication: Publication): readonly Section[] => {
  const numbers = readNumbers(publication)
  if (!numbers.ok) throw new Error(numbers.error.type)
  return reportOf({ publication, numbers: numbers.value, speaker })
}
const facts = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) =>
    block.kind === 'facts' ? block.facts.map(({ label, text }) => `${inLine(label)}: ${inLine(text)}`) : [],
  )
const ofPart = (sections: readonly Section[], id: string): Section => {
  const found = sections.find((section) => section.id === id)
  if (!found) throw new Error(id)
  return found
}
const sentences = (publication: Publication): string[] =>
  methodOf(publication, speaker).flatMap((part) => part.sentences.map(inLine))

const place = axisBy('place', ['MX', 'GT', 'HN', 'SV'])
const gender = axisBy('gender', ['yes', 'no', '~answer'])

/** Aggressions of a year by country and gender dimension, with chosen numbers and 20 everywhere else. */
const withNumbers = (chosen: Readonly<Record<string, number | null>>): Publication =>
  publicationOf(
    tablesBy(
      [
        { of: { time: '2012' }, axes: [gender, place] },
        { of: { time: '2012' }, axes: [place] },
      ],
      (_unit, box) => {
        const key = [box.gender, box.place].filter((code) => code !== undefined).join(' ')
        return Object.hasOwn(chosen, key) ? (chosen[key] ?? null) : 20
      },
    ),
  )

test('a report has five parts in their order, each with an empty place for people', () => {
  const sections = sectionsOf(yearOf(randomOf(8)))
  const parts = sections.filter(({ level }) => level === 2)
  expect(parts.map(({ title }) => inLine(title))).toEqual([
    'Contexto',
    'Las agresiones en cifras',
    'La respuesta de la red',
    'Aprendizajes',
    'Recomendaciones',
  ])
  for (const { blocks } of parts) expect(blocks.some(({ kind }) => kind === 'write')).toBe(true)
})

test.each(seedsOf('report', 4))('every table stands in the report once, under its own name (seed %i)', (seed) => {
  const publication = yearOf(randomOf(seed))
  const tables = sectionsOf(publication).flatMap(({ id, blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? [[id, block.table.id, block.number]] : [])),
  )
  expect(tables).toEqual(publication.tables.map(({ id }, index) => [id, id, index + 1]))
})

test('totals are those of the tables: 414 aggressions, of which 166 are 40.1 %', () => {
  const sections = sectionsOf(withNumbers({ '': 414, yes: 166 }))
  expect(facts(ofPart(sections, 'aggressions').blocks)).toEqual([
    'Agresiones: 414',
    'Agresiones con dimensión de género: 166 de 414 (40.1 %)',
  ])
})

test('three countries of 2,087, 3,828 and 299 make one of 6,214, said the same everywhere', () => {
  const sections = sectionsOf(withNumbers({ '': 6214, MX: 3828, GT: 2087, HN: 299, SV: 0 }))
  const said = sections.flatMap(({ id, blocks }) => facts(blocks).map((fact) => `${id} ${fact}`))
  expect(said).toEqual(
    expect.arrayContaining([
      'aggressions Agresiones: 6,214',
      'pais-mx Agresiones: 3,828',
      'pais-gt Agresiones: 2,087',
      'pais-hn Agresiones: 299',
    ]),
  )
})

test('no share is said of a protected figure, nor of a part of one', () => {
  for (const chosen of [{ yes: null }, { '': null }]) {
    const sections = sectionsOf(withNumbers(chosen))
    expect(facts(ofPart(sections, 'aggressions').blocks).join()).not.toContain('%')
  }
  expect(facts(ofPart(sectionsOf(withNumbers({ '': null })), 'aggressions').blocks)).toEqual([
    'Agresiones: ▪ dato protegido',
  ])
})

test('a country of which nothing can be shown has no chapter, and is named, so that silence is not taken for peace', () => {
  const sections = sectionsOf(withNumbers({ SV: 0, HN: null, 'yes HN': null, 'no HN': null, '~answer HN': null }))
  expect(sections.filter(({ id }) => id.startsWith('pais-')).map(({ id }) => id)).toEqual(['pais-mx', 'pais-gt'])
  const [note] = ofPart(sections, 'paises').blocks
  expect(note?.kind === 'note' && inLine(note.text)).toContain('Honduras, El Salvador')
})

test('which country has a chapter hangs on what is published alone', () => {
  // the same cells, once protected as too small and once to keep another from being found
  const chosen = { HN: null, 'yes HN': null, 'no HN': null, '~answer HN': null }
  const as = (primary: number) => ({
    ...withNumbers(chosen),
    hidden: { cells: 30, primary, secondary: 4 - primary, byTable: [], left: [] },
  })
  expect(sectionsOf(as(4))).toEqual(sectionsOf(as(0)))
  expect(sentences(as(4))).toEqual(sentences(as(0)))
})

test('the method says what is counted, what is hidden and what can no longer be answered, in words', () => {
  const publication = withNumbers({ 'yes HN': null, 'no HN': null, 'yes SV': null, 'no SV': null })
  const said = sentences({
    ...publication,
    refused: 12,
    hidden: { ...publication.hidden, left: [{ subject: 'departments', reason: 'tooFew' }] },
  })
  expect(said.join('\n')).toContain('agresiones y hechos se cuentan aparte')
  expect(said.join('\n')).toContain('Se protegieron 4 de 25 cifras (16.0 %).')
  expect(said.join('\n')).toContain(
    'Agresiones por dimensión de género y país: no se pueden leer 4 de 20 cifras. Falta alguna en: Sí, No.',
  )
  expect(said.join('\n')).toContain('12 registros quedan fuera')
  expect(said.at(-1)).toBe('Agresiones por departamento: hay muy pocos registros para mostrarlo sin riesgo.')
})

test('how many refused is said only where it may be', () => {
  const base = withNumbers({})
  const few = sentences({ ...base, refused: null }).filter((text) => text.includes('acuerdo'))
  expect(few.join()).not.toMatch(/\d/)
  expect(sentences({ ...base, refused: 0 }).join()).toContain('Ningún registro quedó fuera')
})
