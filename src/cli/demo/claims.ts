import { filesIn, holdsText, inspectVault } from '#cli/demo/inspectVault'
import type { Inspection } from '#cli/demo/inspectVault'
import type { Seen } from '#cli/demo/story'
import { secrets, words } from '#cli/demo/words'
import { documentIdOf } from '#core/envelopes/batches'
import { caseDocument } from '#shared/records/case'

/** A claim of the demo, by the key of its sentence, and whether it held. */
export type Claim = { readonly key: string; readonly holds: boolean }

const same = (values: readonly unknown[]): boolean => new Set(values.map((value) => JSON.stringify(value))).size === 1

/** What the demo claims, each held against the vaults' files, the log and the Automerge heads made from it. */
export const checkClaims = async (seen: Seen): Promise<Claim[]> => {
  const vaults = new Map<string, Inspection>()
  for (const [alias, folder] of Object.entries(seen.vaults))
    vaults.set(alias, await inspectVault(folder, words.passphrase))
  const of = (alias: string): Inspection => {
    const found = vaults.get(alias)
    if (!found) throw new Error(alias)
    return found
  }
  const [alma, bina, carla] = [of('Alma'), of('Bina'), of('Carla')]
  const document = documentIdOf(seen.caseId, caseDocument)
  const heads = (inspection: Inspection, id: string): string => inspection.documents.get(id)?.fromLog ?? 'none'
  const shared = [...carla.documents.keys()]
  const envelopes = alma.batchesOf(document)
  const [first, second] = [seen.cases.Alma, seen.cases.Bina]
  const summary = first?.summaryInternal ?? ''
  const files = [...Object.values(seen.vaults), seen.folder].flatMap(filesIn)
  const claims: Claim[] = [
    { key: 'caseHeads', holds: heads(alma, document) !== 'none' && heads(alma, document) === heads(bina, document) },
    { key: 'caseViews', holds: first !== undefined && same([first, second]) },
    {
      key: 'bothWords',
      holds:
        summary.includes('por la mañana') &&
        summary.includes('y su abuela') &&
        first?.notes.length === 2 &&
        first.persons.length === 1 &&
        first.aggressions.length === 1,
    },
    { key: 'conflictShown', holds: first?.conflicts.some(({ path }) => path === 'status') ?? false },
    {
      key: 'rosters',
      holds: (seen.committees.Alma?.[0]?.members.length ?? 0) === 2 && same(Object.values(seen.committees)),
    },
    { key: 'houses', holds: seen.houses.Alma?.length === 1 && same(Object.values(seen.houses)) },
    {
      key: 'sharedHeads',
      holds: shared.length > 0 && shared.every((id) => same([alma, bina, carla].map((one) => heads(one, id)))),
    },
    {
      key: 'keptHeads',
      holds: [alma, bina, carla].every((one) =>
        [...one.documents.values()].every(({ fromLog, kept }) => fromLog === kept),
      ),
    },
    {
      key: 'carries',
      holds: envelopes.length > 2 && envelopes.every((id) => carla.envelopes.has(id)),
    },
    {
      key: 'cannotOpen',
      holds:
        seen.cases.Carla === undefined &&
        carla.keysOf(seen.caseId) === 0 &&
        carla.opens(envelopes) === 0 &&
        alma.opens(envelopes) === envelopes.length,
    },
    { key: 'sameLog', holds: same([alma, bina, carla].map((one) => [...one.envelopes].sort())) },
    { key: 'noPlainText', holds: files.length > 10 && !holdsText(files, secrets) },
    { key: 'searchFinds', holds: holdsText([Buffer.from(JSON.stringify(first))], secrets) },
  ]
  for (const one of vaults.values()) one.close()
  return claims
}
