import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { canonicalJson, tablesJson, tablesSchema } from '#core/export/json'
import { summariesJson, summariesSchema } from '#core/export/summaryJson'
import { publicationOf, yearOf } from '../../support/publications'
import { randomOf } from '../../support/random'
import { summariesOf } from '../../support/summaries'

const read = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))

test('docs/exports.schema.json is the form that is written', () => {
  const path = join(import.meta.dirname, '../../../docs/exports.schema.json')
  const schema = z.toJSONSchema(z.union([tablesSchema, summariesSchema]))
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)))
})

test('tables and summaries have the form of their schema, drafts too, with every cell in it', () => {
  const publication = yearOf(randomOf(4))
  for (const isDraft of [true, false]) {
    const tables = tablesSchema.parse(read(tablesJson(publication, 'r1', isDraft)))
    expect(tables.tables.map(({ cells }) => cells)).toEqual(publication.tables.map(({ cells }) => cells))
    expect([tables.release, tables.draft]).toEqual(isDraft ? [null, 'BORRADOR–NO PUBLICAR'] : ['r1', undefined])
    const summaries = summariesSchema.parse(read(summariesJson(summariesOf(randomOf(4)), 'r1', isDraft)))
    expect(summaries.rows).toEqual(summariesOf(randomOf(4)).rows)
    expect([summaries.release, summaries.draft]).toEqual(isDraft ? [null, 'BORRADOR–NO PUBLICAR'] : ['r1', undefined])
  }
})

test('how many figures were hidden for which reason is not told: all of them being the first would make each a small one', () => {
  const tables = yearOf(randomOf(4)).tables
  const hiddenAs = (primary: number, secondary: number) =>
    publicationOf(tables, { hidden: { cells: 900, primary, secondary, byTable: [], left: [] } })
  expect(tablesJson(hiddenAs(30, 0), 'r1', false)).toEqual(tablesJson(hiddenAs(10, 20), 'r1', false))
})

test('the same data in another order of its keys is the same text', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe(canonicalJson({ a: 'x', b: [{ c: null, d: 1 }] }))
})
