import { asked, line } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'

/** A term that the network added under one of a controlled list (src/shared/vocabulary/checkExtension.ts). */
export const vocabularyTermRecord = defineRecord('vocabularyTerm', {
  list: asked(line('safe', { max: 64 })),
  code: asked(line('safe', { max: 64 })),
  parent: asked(line('safe', { max: 64 })),
  labelEs: line('safe', { max: 120 }),
  labelEn: line('safe', { max: 120 }),
})
