import { entryTrees } from '#core/anonymise/entryTrees'
import type { UnitRules } from '#core/anonymise/protectUnit'
import { vocabularies } from '#shared/vocabulary/terms'
import type { Term } from '#shared/vocabulary/vocabulary'

const types: readonly Term[] = vocabularies.aggressionType.terms
const families = [...new Set(types.flatMap(({ parent }) => (parent === undefined ? [] : [parent])))]
const sdgCodes = [...new Set(types.flatMap(({ sdg }) => (sdg === undefined ? [] : [sdg])))]
const ofSdg = (code: string): readonly Term[] => types.filter(({ sdg }) => sdg === code)
const allGrave = (terms: readonly Term[]): boolean => terms.length > 0 && terms.every(({ grave }) => grave === true)

const inOneFamily = (code: string): [string, string][] => {
  const of = [...new Set(ofSdg(code).map(({ parent }) => parent ?? ''))]
  return of.length === 1 && of[0] !== undefined ? [[code, of[0]]] : []
}

/** How entries of the registry are told apart, and which of them are gravest. */
export const entryRules: UnitRules = {
  unit: 'aggressions',
  trees: entryTrees,
  // the categories of the indicator follow from the types
  implied: [
    {
      from: 'sdg',
      to: 'type',
      nodes: Object.fromEntries(sdgCodes.map((code) => [code, ofSdg(code).map((term) => term.code)])),
      whole: Object.fromEntries(sdgCodes.flatMap(inOneFamily)),
      without: 'verified',
    },
  ],
  grave: {
    type: new Set([
      ...types.flatMap(({ code, grave }) => (grave ? [code] : [])),
      ...families.filter((family) => allGrave(types.filter(({ parent }) => parent === family))),
    ]),
    sdg: new Set<string>(sdgCodes.filter((code) => allGrave(ofSdg(code)))),
    ageBand: new Set(['minor']),
  },
}
