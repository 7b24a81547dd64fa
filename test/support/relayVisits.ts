import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import type { RelayUrl } from '#core/relay/relayUrl'
import { foundNetwork, joinNetwork, meet, newFolder, visitFolder } from './people'
import type { Person } from './people'

const never = new AbortController().signal

/** What a visit came to: what was sent and received, or the type of its failure. Patience is short. */
export const visit = async (person: Person, { url }: { readonly url: RelayUrl }): Promise<string> => {
  const carrier = { kind: 'relay', url, patience: { door: 1_500, answer: 1_500 } } as const
  const met = await person.engine().exchange({ carriers: [carrier], wait: 0, signal: never })
  return met.ok ? `${String(met.value.sent)} sent, ${String(met.value.received)} received` : met.error.type
}

let houses = 0
/** A card that everybody is to see; its alias. */
export const offer = async (person: Person): Promise<string> => {
  const alias = `Casa ${String((houses += 1))}`
  await person.call('house.offer', { alias, country: 'GT', type: 'safe_house', placesTotal: 3 })
  return alias
}

/** The cards that somebody sees. */
export const board = async (person: Person): Promise<string[]> =>
  (await person.query('house.board')).houses.map(({ alias }) => alias).sort()

/** Two who have met. */
export const twoWhoMet = async (): Promise<{ readonly alma: Person; readonly bina: Person }> => {
  const alma = await foundNetwork('Alma')
  const bina = await joinNetwork(alma, 'Bina')
  await meet(alma, bina)
  return { alma, bina }
}

let folder: string | undefined
/** What did not come by a relay comes by a folder; both are whole then, and see the same. */
export const convergeElsewhere = async (alma: Person, bina: Person): Promise<void> => {
  // one for all of a file; that of a file before it, in the same process, is gone
  if (folder === undefined || !existsSync(folder)) folder = newFolder()
  for (const person of [alma, bina, alma]) await visitFolder(person, folder)
  expect(await board(bina)).toEqual(await board(alma))
  for (const person of [alma, bina])
    expect(await person.engine().check()).toMatchObject({ ok: true, value: { ok: true, quarantined: 0 } })
}
