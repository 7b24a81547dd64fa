import GLPK from 'glpk.js/node'
import type { Table } from '#shared/rules/publication'

/** What somebody outside finds for a number: it is between the two. */
export type Interval = readonly [low: number, high: number]

/** Someone who holds tables and knows how they are made: which dimensions overlap, and nothing of the program's own reckoning. */
export type Attacker = {
  /** Names of what is protected in some table and shown in none. */
  readonly unknown: readonly string[]
  readonly interval: (name: string) => Interval
  /** A number that is shown; undefined for one that is not. */
  readonly shown: (name: string) => number | undefined
}

type Line = { readonly whole: string; readonly parts: readonly string[]; readonly isMany: boolean }
type Box = Readonly<Record<string, string>>

/** The name of a box by what is in it. */
export const nameOf = (box: Box): string =>
  Object.keys(box)
    .sort()
    .map((dimension) => `${dimension}:${box[dimension] ?? ''}`)
    .join(' & ')

/** The box that a cell of a table is about. */
export const boxAt = (table: Table, at: readonly (string | null)[]): Box => {
  const named = table.axes.map(({ dimension }, i) => [dimension, at[i]] as const)
  return { ...table.of, ...Object.fromEntries(named.filter(([, code]) => code !== null)) } as Box
}

/** Every line of a table: along one axis, one whole and what stands right under it. */
const linesOf = (table: Table, many: ReadonlySet<string>): Line[] => {
  const lines: Line[] = []
  table.axes.forEach(({ dimension, nodes }, axis) => {
    const wholes = [null, ...nodes.map(({ code }) => code)]
    for (const { at } of table.cells) {
      if (at[axis] !== null) continue
      for (const whole of wholes) {
        const parts = nodes.filter(({ parent }) => parent === whole)
        const put = (code: string | null) => nameOf(boxAt(table, at.with(axis, code)))
        if (parts.length > 0)
          lines.push({ whole: put(whole), parts: parts.map(({ code }) => put(code)), isMany: many.has(dimension) })
      }
    }
  })
  return lines
}

/** What holds a box: one dimension fewer, or a longer time. */
const wider = (box: Box): Box[] =>
  Object.keys(box).flatMap((dimension): Box[] => {
    const { [dimension]: code = '', ...others } = box
    if (dimension !== 'time') return [others]
    const year = code.slice(0, 4)
    if (code.length === 7 && /^[0-9]/.test(code.slice(5)))
      return [{ ...others, time: `${year}-T${Math.ceil(Number(code.slice(5)) / 3)}` }]
    if (code.slice(5).startsWith('T'))
      return [
        { ...others, time: `${year}-S${Number(code.slice(6)) < 3 ? 1 : 2}` },
        { ...others, time: year },
      ]
    return code.length > 4 ? [{ ...others, time: year }] : []
  })

/** Puts together all that some releases say. */
export const attackerOf = async (tables: readonly Table[], many: readonly string[]): Promise<Attacker> => {
  const glpk = await GLPK()
  const boxes = new Map<string, Box>()
  const values = new Map<string, number>()
  for (const table of tables)
    for (const { at, value } of table.cells) {
      const box = boxAt(table, at)
      boxes.set(nameOf(box), box)
      if (value !== null) values.set(nameOf(box), value)
    }
  const unknown = [...boxes.keys()].filter((name) => !values.has(name)).sort()
  const places = new Map(unknown.map((name, i) => [name, `x${i}`]))
  const rows: {
    name: string
    vars: { name: string; coef: number }[]
    bnds: { type: number; ub: number; lb: number }
  }[] = []
  const seen = new Set<string>()
  const say = (terms: readonly (readonly [string, number])[], isEqual: boolean): void => {
    const name = JSON.stringify([terms, isEqual])
    if (seen.has(name)) return
    seen.add(name)
    let constant = 0
    const vars = terms.flatMap(([box, coef]) => {
      const value = values.get(box)
      if (value !== undefined) constant += coef * value
      return value === undefined ? [{ name: places.get(box) ?? '', coef }] : []
    })
    if (vars.length > 0)
      rows.push({
        name: `r${rows.length}`,
        vars,
        bnds: { type: isEqual ? glpk.GLP_FX : glpk.GLP_LO, lb: -constant, ub: -constant },
      })
  }
  const overlapping = new Set(many)
  for (const table of tables)
    for (const { whole, parts, isMany } of linesOf(table, overlapping)) {
      const sum = parts.map((part) => [part, 1] as const)
      if (isMany) {
        say([...sum, [whole, -1]], false)
        // who has nothing of it has no part of it
        const rest = parts.filter((part) => part.includes('~') && part.split('~').length > whole.split('~').length)
        for (const part of parts)
          if (!rest.includes(part)) say([[whole, 1], [part, -1], ...rest.map((one) => [one, -1] as const)], false)
      } else say([...sum, [whole, -1]], true)
    }
  for (const [name, box] of boxes)
    for (const wide of wider(box))
      if (boxes.has(nameOf(wide)))
        say(
          [
            [nameOf(wide), 1],
            [name, -1],
          ],
          false,
        )

  const end = (name: string, direction: number, presol = true): number => {
    const place = places.get(name) ?? ''
    const { result } = glpk.solve(
      {
        name: 'attack',
        objective: { direction, name: 'o', vars: [{ name: place, coef: 1 }] },
        subjectTo: rows,
        bounds: unknown.map((one) => ({ name: places.get(one) ?? '', type: glpk.GLP_LO, lb: 0, ub: 0 })),
      },
      { msglev: glpk.GLP_MSG_OFF, presol },
    )
    if (result.status === glpk.GLP_UNBND) return Infinity
    // its presolver gives up at times where there is an answer
    if (result.status !== glpk.GLP_OPT && presol) return end(name, direction, false)
    if (result.status !== glpk.GLP_OPT) throw new Error(`no numbers agree with what is published (${result.status})`)
    return Math.round(result.z * 1e6) / 1e6 + 0
  }
  return {
    unknown,
    interval: (name) => [end(name, glpk.GLP_MIN), end(name, glpk.GLP_MAX)],
    shown: (name) => values.get(name),
  }
}
