/**
 * When rows that are alike in all that people may be recognised by may be published: enough of them, and different
 * enough in what must not be learnt of any of them.
 */

/** What a release asks of its classes. */
export type Demands = {
  /** People in a class, at least. */
  readonly k: number
  /** Different values of each matter in a class, at least, of those that are known. */
  readonly l: number
  /** The same where an aggression of high severity is among them. */
  readonly lGrave: number
}

/** What rows that are alike come to. */
export type Tally = {
  /** People: rows of one of them count once. */
  readonly people: number
  /** By matter: the values that are known, a bit each. */
  readonly values: readonly number[]
  /** Whether any of them is of high severity. */
  readonly isGrave: boolean
}

const bitsIn = (bits: number): number => {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}

/**
 * Whether a class may be published. A matter of which nothing is known in any row tells nothing of anybody; one that is
 * the same in all, as far as it is known, tells it of each.
 */
export const holds = ({ people, values, isGrave }: Tally, { k, l, lGrave }: Demands): boolean =>
  people >= k && values.every((bits) => bits === 0 || bitsIn(bits) >= (isGrave ? lGrave : l))

/** Two tallies as one. */
export const together = (a: Tally, b: Tally | undefined): Tally =>
  b === undefined
    ? a
    : {
        people: a.people + b.people,
        values: a.values.map((bits, i) => bits | (b.values[i] ?? 0)),
        isGrave: a.isGrave || b.isGrave,
      }
