import { readCommittee } from '#shared/records/committee'
import type { Committee } from '#shared/records/committee'
import { readHouseCard } from '#shared/records/houseCard'
import type { HouseCard } from '#shared/records/houseCard'
import type { ProjectedRecord } from '#shared/records/projected'
import { entriesOf, objectOf } from '#shared/records/tolerant'

/** The network's own document, which every member reads and writes: committees with their rosters, and house cards. */
export type NetworkProfile = { committees: Record<string, Committee>; houses: Record<string, HouseCard> }

/** The document's name in the network space. */
export const profileDocument = 'profile'

/** A network's profile before anything is in it. Its maps are made by the founder alone, so that no two can differ. */
export const emptyProfile = (): NetworkProfile => ({ committees: {}, houses: {} })

/** The rows of the network's document. */
export const projectProfile = (written: unknown): ProjectedRecord[] => {
  const state = objectOf(written)
  return [
    ...entriesOf(state.committees).map(([id, item]): ProjectedRecord => {
      const committee = readCommittee(item)
      const { type, name } = committee
      return { kind: 'committee', id, status: type, sort: name, label: name, data: committee, text: name }
    }),
    ...entriesOf(state.houses).map(([id, item]): ProjectedRecord => {
      const card = readHouseCard(item)
      const { alias, status, country } = card
      return { kind: 'house', id, status, sort: `${country} ${alias}`, label: alias, data: card, text: alias }
    }),
  ]
}
