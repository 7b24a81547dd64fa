import { count, fixed, line, longId, moment, orElse, rowIds } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'

/**
 * What one who coordinates said of a setting of the network (src/shared/rules/networkSettings.ts), and which words of the
 * same she had heard. A word is never changed. That only who coordinates writes here is kept by the engine of each laptop.
 */
export const settingRecord = defineRecord('setting', {
  name: fixed(line('safe', { max: 64 })),
  value: fixed(count('safe', 0, 10_000)),
  by: fixed(longId('direct')),
  at: fixed(orElse(moment('safe'), '')),
  after: fixed(rowIds('safe')),
})
