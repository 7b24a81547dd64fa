import { asked, count, fixed, line, longId, moment, orElse } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'

/**
 * A relay that the network uses, under an id made from its address, so that two who add the same one apart add one.
 * `gone`: how many members and laptops had been put out when its address was written: whoever was put out later knows
 * the admission line in it.
 */
export const relayRecord = defineRecord('relay', {
  address: asked(line('secret', { max: 500 })),
  by: fixed(longId('direct')),
  at: fixed(orElse(moment('safe'), '')),
  gone: fixed(count('safe', 0, 1_000_000)),
})
