import { asked, line, fixed, longId, rowId, words } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { term } from '#shared/records/terms'

/** A committee of the network: people with a task. Every member reads it. */
export const committeeRecord = defineRecord('committee', {
  type: asked(term('safe', 'committeeType')),
  name: asked(line('safe', { isSearched: true })),
  mandate: words('text'),
  /** Who settles what two did apart; null: nobody was named, and whoever facilitates does. */
  coordinator: { ...fixed(longId('direct')), merge: 'versions' as const },
})

/**
 * A member's seat in a committee, under `<committee><member>`: taking it away deletes the row, so that a concurrent change
 * of what she does there does not bring her back.
 */
export const seatRecord = defineRecord('seat', {
  committeeId: fixed(rowId('safe')),
  memberId: fixed(longId('direct')),
  role: line('safe', { max: 80 }),
})
