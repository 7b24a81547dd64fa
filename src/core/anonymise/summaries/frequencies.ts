/**
 * How many rows are alike in all that they say. What a row does not say (null) is a value like any other: it is alike only
 * to what is not said either. (Tools that take it for a wildcard count more rows as alike than a reader sees.)
 */
export const alikeOf = (
  rows: readonly (readonly (string | number | null)[])[],
): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>()
  for (const [i, row] of rows.entries()) {
    const key = JSON.stringify(row)
    const same = found.get(key)
    if (same) same.push(i)
    else found.set(key, [i])
  }
  return found
}

/** For each row, how many are alike, itself with them: fk in the books. The risk of a row is one in so many. */
export const frequenciesOf = (rows: readonly (readonly (string | number | null)[])[]): number[] => {
  const counts = rows.map(() => 0)
  for (const same of alikeOf(rows).values()) for (const i of same) counts[i] = same.length
  return counts
}
