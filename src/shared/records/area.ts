import { asked, line, longIds, several } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'

/** A network of an area within the network: where it is, and which members to ask. Every member reads it. */
export const areaRecord = defineRecord('area', {
  name: asked(line('safe', { max: 80, isSearched: true })),
  departments: several({ name: asked(line('safe', { max: 80 })) }, 60),
  contacts: longIds('direct'),
})
