import { entriesOf, textOr } from '#shared/records/tolerant'

/** Kinds of committee: domain list, stable slugs. */
export const committeeTypes = [
  'communications',
  'security',
  'urgent_action',
  'self_care',
  'solidarity',
  'registry',
  'funds',
  'shelter',
  'advocacy',
  'training',
  'coordination',
  'other',
] as const

/** A committee of the network: people with a task. Lives in the network document, which every member reads. */
export type Committee = {
  type: string
  name: string
  /** memberId → what she does there. Removal deletes the key: a concurrent change of her role does not bring her back. */
  members: Record<string, { role: string }>
}

/** A committee as it may have been written anywhere, in the shape above. */
export const readCommittee = (written: Record<string, unknown>): Committee => ({
  type: textOr(written.type, 'other'),
  name: textOr(written.name),
  members: Object.fromEntries(entriesOf(written.members).map(([id, item]) => [id, { role: textOr(item.role) }])),
})
