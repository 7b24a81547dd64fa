import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

/** Files that take minutes, longest first: begun last, one of them goes on alone while the other core has nothing to do. */
const longest = [
  'e2e/everyScreen',
  'e2e/forms',
  'scenarios/simulation',
  'scenarios/practiceFull',
  'scenarios/kill',
  'core/poison',
  'scenarios/erasedShares',
  'e2e/specimen',
  'e2e/week',
  'scenarios/lan',
  'e2e/relays',
  'core/membership/sameAnswer',
]

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
  return rank < 0 ? longest.length : rank
}

/** The order in which test files begin: a fresh checkout has no times of an earlier run to go by. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b))
  }
}
