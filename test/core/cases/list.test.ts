import { afterAll, beforeAll, expect, test } from 'vitest'
import { riskBands } from '#shared/rules/risk'
import { inside } from '../../support/inside'
import { everybodyGoesHome, foundNetwork } from '../../support/people'
import type { Person } from '../../support/people'

// A network's five thousand cases, as the list keeps them.

afterAll(everybodyGoesHome)

const many = 5_000
const bandOf = (i: number): string => riskBands[i % riskBands.length] ?? ''
const reviewOf = (i: number): string | null => (i % 10 === 0 ? null : `2026-0${1 + (i % 9)}-15`)

let alma: Person
beforeAll(async () => {
  alma = await foundNetwork()
  await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  // rows without documents: a list that opened one for a row would find none
  await inside(alma, ({ db }) => {
    const put = db.prepare(
      `INSERT INTO record (kind, id, document, space, status, sort, label, data)
       SELECT kind, ?, document, space, ?, ?, label, ? FROM record WHERE kind = 'case' LIMIT 1`,
    )
    db.transaction(() => {
      for (let i = 1; i < many; i++) {
        const status = i % 2 === 0 ? 'active' : 'closed'
        const place = String(i).padStart(5, '0')
        const row = { caseCode: place, status, riskBand: bandOf(i), nextReview: reviewOf(i) }
        put.run([`case ${place}`, status, `2${place}`, JSON.stringify(row)])
      }
    })()
  })
}, 60_000)

test('all of them are listed page by page, each once, in their order', async () => {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: { cases: readonly { caseCode: string }[]; cursor: string | null; total: number } = await alma.query(
      'case.list',
      { limit: 500, ...(cursor === null ? {} : { cursor }) },
    )
    expect(page.total).toBe(many)
    seen.push(...page.cases.map(({ caseCode }) => caseCode))
    cursor = page.cursor
  } while (cursor !== null)
  expect(new Set(seen).size).toBe(many)
  expect(seen.slice(1)).toEqual(seen.slice(1).sort())
})

test('state, band and review narrow it together', async () => {
  const numbers = Array.from({ length: many - 1 }, (_, i) => i + 1)
  for (const riskBand of riskBands) {
    const { total } = await alma.query('case.list', { riskBand, status: 'active', reviewBefore: '2026-04-15' })
    const due = (day: string | null): boolean => day !== null && day < '2026-04-15'
    expect(total).toBe(numbers.filter((i) => bandOf(i) === riskBand && i % 2 === 0 && due(reviewOf(i))).length)
  }
  expect(await alma.tryQuery('case.list', { riskBand: 'dreadful' } as never)).toBe('BadInput')
  expect(await alma.tryQuery('case.list', { reviewBefore: 'mañana' })).toBe('BadInput')
})
