import { readdirSync } from 'node:fs'
import type { QueryOutput } from '#shared/contract/queries'
import { foundNetwork, joinNetwork, meet } from './people'
import type { Person } from './people'

// Alma facilitates a national network and is in the region too, on one laptop. Bina is in the national network alone,
// Celia in the region alone; Dora, like Alma, is in both.

/** Everybody, the ids of both networks, and of a case in each that Alma and Dora read. */
export type TwoNetworks = {
  readonly alma: Person
  readonly bina: Person
  readonly celia: Person
  readonly dora: Person
  readonly nation: string
  readonly region: string
  readonly nationalCase: string
  readonly regionalCase: string
}

/** Goes to one of the networks of a vault, or `new`. */
export const goTo = (who: Person, networkId: string) => who.call('network.choose', { networkId })

/** Writes a note in a case of the network that is current. */
export const note = (who: Person, caseId: string, text: string) =>
  who.call('case.addNote', { caseId, kind: 'call', text })

/** The notes of a case, in the order of their texts. */
export const notesOf = async (who: Person, caseId: string): Promise<string[]> =>
  (await who.query('case.view', { caseId })).notes.map(({ text }) => text).sort()

/** The networks of a vault as its owner sees them. */
export const networksOf = async (who: Person): Promise<QueryOutput<'network.list'>['networks']> =>
  (await who.query('network.list')).networks

/** The files of the further databases in a vault's folder. */
export const furtherFilesOf = (vault: string): string[] =>
  readdirSync(vault).filter((name) => /^vault-[0-9a-f]{32}\.db$/.test(name))

const openCase = async (who: Person, summaryInternal: string): Promise<string> =>
  (await who.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal })).caseId

/** Joins another network with a vault that is in one already. */
const joinAlso = async (host: Person, guest: Person): Promise<void> => {
  const { code } = await host.call('invitation.create', { role: 'facilitator' })
  await goTo(guest, 'new')
  await guest.call('network.join', { code, alias: guest.alias })
  await meet(host, guest, { admit: true })
}

/** Founds both networks; Alma and Dora end in the region. */
export const foundBoth = async (): Promise<TwoNetworks> => {
  const alma = await foundNetwork('Alma', 'Red Nacional')
  const nation = (await alma.query('me')).networkId ?? ''
  const bina = await joinNetwork(alma, 'Bina')
  const dora = await joinNetwork(alma, 'Dora', 'facilitator')
  const nationalCase = await openCase(alma, 'CANARIO nacional: llegó de noche.')
  await alma.call('case.grant', { caseId: nationalCase, memberId: await dora.id() })
  await alma.call('committee.create', { type: 'security', name: 'Comité nacional' })
  await goTo(alma, 'new')
  const founding = { name: 'Red Regional', country: 'GT', alias: 'Alma R', kind: 'regional' } as const
  const { networkId: region } = await alma.call('network.create', founding)
  const celia = await joinNetwork(alma, 'Celia')
  await joinAlso(alma, dora)
  const regionalCase = await openCase(alma, 'CANARIO regional: pidió traslado.')
  await alma.call('case.grant', { caseId: regionalCase, memberId: await dora.id() })
  // both of them hold both cases
  for (const network of [nation, region]) {
    for (const who of [alma, dora]) await goTo(who, network)
    await meet(alma, dora)
  }
  return { alma, bina, celia, dora, nation, region, nationalCase, regionalCase }
}
