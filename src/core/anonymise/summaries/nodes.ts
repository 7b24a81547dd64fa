import type { Path } from '#core/anonymise/dimension'
import type { SummaryColumn } from '#core/anonymise/summaries/columns'
import { valuesOf } from '#core/anonymise/summaries/hierarchies'

const made = new Map<string, ReadonlyMap<string, Path>>()

/** Every code that a column may print in a release of a period, with the way to it from the coarsest. */
export const nodesOf = (column: SummaryColumn, period: string): ReadonlyMap<string, Path> => {
  // only the tree of time hangs on the period
  const key = column === 'period' ? `${column} ${period}` : column
  const found = made.get(key) ?? nodesIn(valuesOf(column, period))
  if (made.size < 100) made.set(key, found)
  return found
}

const nodesIn = (values: readonly Path[]): ReadonlyMap<string, Path> => {
  const nodes = new Map<string, Path>()
  for (const path of values)
    for (const [i, node] of path.entries()) if (!nodes.has(node)) nodes.set(node, path.slice(0, i + 1))
  return nodes
}
