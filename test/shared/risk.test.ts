import { describe, expect, test } from 'vitest'
import { compareAnalyses } from '#shared/rules/compareRisk'
import { addDays, addMonths, isDay } from '#shared/rules/days'
import { reviewBy, riskBands, scoreOf } from '#shared/rules/risk'
import type { RiskItems } from '#shared/rules/risk'
import { isTermOf, vocabularies } from '#shared/vocabulary/terms'

const levels = (...list: (number | null)[]) => list.map((level) => ({ level }))
const items = (more: Partial<RiskItems> = {}): RiskItems => ({
  method: 'formula',
  threats: [{ likelihood: 3, impact: 3 }],
  vulnerabilities: levels(3),
  capacities: levels(3),
  matrix: { likelihood: null, impact: null },
  imminentSigns: [],
  ...more,
})

describe('the score', () => {
  test('the gravest threat counts, and half a point counts up', () => {
    for (let likelihood = 1; likelihood <= 5; likelihood++)
      for (let impact = 1; impact <= 5; impact++) {
        const threats = [
          { likelihood: 1, impact: 1 },
          { likelihood, impact },
        ]
        expect(scoreOf(items({ threats })).threat).toBe(Math.floor((likelihood + impact + 1) / 2))
      }
  })

  test('for every whole level of threat, vulnerability and capacity: T × V ÷ C, and its band', () => {
    for (let t = 1; t <= 5; t++)
      for (let v = 1; v <= 5; v++)
        for (let c = 1; c <= 5; c++) {
          const score = scoreOf(
            items({
              threats: [{ likelihood: t, impact: t }],
              vulnerabilities: levels(v),
              capacities: levels(c),
            }),
          )
          const risk = (t * v) / c
          expect(score.risk).toBeCloseTo(risk, 2)
          expect(risk >= 0.2 && risk <= 25).toBe(true)
          expect(score.band).toBe(risk < 2 ? 'low' : risk < 5 ? 'medium' : risk < 10 ? 'high' : 'very_high')
        }
  })

  test('a band begins exactly at its number, also where thirds are added', () => {
    // 3 × (5 ÷ 3) ÷ 1 is five, whatever floating point makes of it
    const exactly = items({ vulnerabilities: levels(1, 2, 2), capacities: levels(1) })
    expect(scoreOf(exactly)).toMatchObject({ risk: 5, band: 'high' })
    expect(scoreOf(items({ capacities: levels(5, 4) })).band).toBe('medium') // 9 ÷ 4.5 = 2
    expect(scoreOf(items({ capacities: levels(5, 5) })).band).toBe('low')
  })

  test('means are of what was answered; what nobody answered gives no score, and no number in its place', () => {
    expect(scoreOf(items({ vulnerabilities: levels(2, null, 4) })).vulnerability).toBe(3)
    for (const nothing of [
      { capacities: [] },
      { capacities: levels(null) },
      { vulnerabilities: [] },
      { vulnerabilities: levels(null) },
      { threats: [] },
      { threats: [{ likelihood: 4, impact: null }] },
    ])
      expect(scoreOf(items(nothing))).toMatchObject({ risk: null, band: null, isOverridden: false })
    expect(scoreOf(items({ capacities: [] }))).toMatchObject({ threat: 3, vulnerability: 3, capacity: null })
  })

  test('any sign makes it imminent, with a score or without', () => {
    for (const { code } of vocabularies.imminentSign.terms) {
      expect(scoreOf(items({ imminentSigns: [code] }))).toMatchObject({ risk: 3, band: 'imminent', isOverridden: true })
      expect(scoreOf(items({ capacities: [], imminentSigns: [code] }))).toMatchObject({ risk: null, band: 'imminent' })
    }
  })

  test('the matrix has a band for each of its squares, and rises along both sides', () => {
    const at = (likelihood: number, impact: number) =>
      scoreOf(items({ method: 'matrix', matrix: { likelihood, impact } }))
    const height = (likelihood: number, impact: number) =>
      riskBands.findIndex((band) => band === at(likelihood, impact).band)
    for (let l = 1; l <= 5; l++)
      for (let i = 1; i <= 5; i++) {
        expect(at(l, i).risk).toBe(l * i)
        if (l > 1) expect(height(l, i)).toBeGreaterThanOrEqual(height(l - 1, i))
        if (i > 1) expect(height(l, i)).toBeGreaterThanOrEqual(height(l, i - 1))
      }
    expect([at(1, 1), at(1, 5), at(3, 4), at(3, 5), at(5, 5)].map(({ band }) => band)).toEqual([
      'low',
      'medium',
      'high',
      'very_high',
      'very_high',
    ])
    expect(scoreOf(items({ method: 'matrix' }))).toMatchObject({ risk: null, band: null })
  })

  test('the bands are those of the vocabulary', () => {
    expect(riskBands.every((band) => isTermOf('riskBand', band))).toBe(true)
    expect(vocabularies.riskBand.terms).toHaveLength(riskBands.length)
  })
})

test('each band is reviewed in its time; an unknown one soon', () => {
  const today = '2026-02-26'
  expect([...riskBands, null, 'newer'].map((band) => [band, reviewBy(band, today)])).toEqual([
    ['low', '2026-05-27'],
    ['medium', '2026-03-28'],
    ['high', '2026-03-12'],
    ['very_high', '2026-03-05'],
    ['imminent', '2026-03-01'],
    [null, '2026-03-05'],
    ['newer', '2026-03-05'],
  ])
})

test('days and months go over ends of months, years and February', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
  expect(addMonths('2026-03-15', 24)).toBe('2028-03-15')
  expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
  expect(['2026-02-28', '', 'ayer', '2026-99-99', null].map(isDay)).toEqual([true, false, false, false, false])
})

describe('two versions side by side', () => {
  const item = (domain: string, text: string, level: number | null) => ({ domain, text, level })
  const threat = (source: string, pattern: string, both: number) => ({
    source,
    pattern,
    likelihood: both,
    impact: both,
  })
  const version = (more: object = {}) => ({
    ...items(),
    threats: [threat('La minera', 'Camionetas', 3), threat('Desconocido', 'Llamadas', 2)],
    vulnerabilities: [item('home', 'Sin vecinas', 4), item('travel', 'Viaja sola', 3), item('travel', 'De noche', 2)],
    capacities: [item('community', 'Asamblea', 3)],
    ...more,
  })

  test('nothing changed: nothing is said', () => {
    const none = { rose: [], fell: [], fresh: [], gone: [] }
    expect(compareAnalyses(version(), version())).toMatchObject({
      threats: none,
      vulnerabilities: none,
      capacities: none,
    })
  })

  test('what rose, what fell, what is new and what is gone', () => {
    const after = version({
      threats: [threat(' la MINERA', 'Camionetas ', 5), threat('Alcaldía', 'Citatorio', 3)],
      vulnerabilities: [item('home', 'Sin vecinas', 2), item('travel', 'De noche', 5), item('travel', 'Viaja sola', 3)],
      capacities: [],
    })
    const { band, threats, vulnerabilities, capacities } = compareAnalyses(version(), after)
    expect(band).toEqual({ before: 'medium', after: null })
    expect(threats.rose).toEqual([{ what: ' la MINERA', text: 'Camionetas ', before: 3, after: 5 }])
    expect(threats.fresh).toEqual([{ what: 'Alcaldía', text: 'Citatorio', before: null, after: 3 }])
    expect(threats.gone).toEqual([{ what: 'Desconocido', text: 'Llamadas', before: 2, after: null }])
    expect(vulnerabilities.fell).toEqual([{ what: 'home', text: 'Sin vecinas', before: 4, after: 2 }])
    expect(vulnerabilities.rose).toEqual([{ what: 'travel', text: 'De noche', before: 2, after: 5 }])
    expect(capacities.gone).toEqual([{ what: 'community', text: 'Asamblea', before: 3, after: null }])
  })

  test('an item that was put in other words is still the same item', () => {
    const after = version({ capacities: [item('community', 'Asamblea y comité', 4)] })
    expect(compareAnalyses(version(), after).capacities).toEqual({
      rose: [{ what: 'community', text: 'Asamblea y comité', before: 3, after: 4 }],
      fell: [],
      fresh: [],
      gone: [],
    })
  })
})
