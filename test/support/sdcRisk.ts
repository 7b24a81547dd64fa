/**
 * The individual risk of a record under sampling (Benedetti and Franconi, as sdcMicro has it), from how many rows are alike
 * in the sample (fk) and, by their weights, in the population (Fk). The product gives no credit for sampling: its risk is 1/fk.
 */
export const individualRisk = (fk: number, Fk: number): number => {
  const p = fk / Fk
  const q = 1 - p
  if (q === 0) return 1 / fk
  if (fk === 1) return (p / q) * Math.log(1 / p)
  if (fk === 2) return p / q - (p / q) ** 2 * Math.log(1 / p)
  throw new RangeError('only for one or two')
}

/** How many people each row and those alike stand for. */
export const weightedFrequencies = (
  alike: ReadonlyMap<string, readonly number[]>,
  weights: readonly number[],
): number[] => {
  const found = weights.map(() => 0)
  for (const same of alike.values()) {
    const sum = same.reduce((total, i) => total + (weights[i] ?? 0), 0)
    for (const i of same) found[i] = sum
  }
  return found
}
