import { asked, count, day, fixed, flag, line, longId, moment } from '#shared/records/field'
import type { Field } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'
import { textsOf } from '#shared/records/tolerant'
import { largestAttachment } from '#shared/rules/attachment'
import { z } from 'zod'

const hex = /^[0-9a-f]{64}$/
/** Pieces of a file in their order, by id. A few more than the largest file has are read as none. */
const pieceIds: Field<string[], 'fixed'> = {
  class: 'secret',
  how: 'fixed',
  merge: 'once',
  schema: z.array(z.string().regex(hex)).max(101),
  read: (written) => {
    const ids = textsOf(written)
    return ids.length <= 101 && ids.every((id) => hex.test(id)) ? ids : []
  },
  empty: [],
  isSearched: false,
}

/**
 * A file of a case: what it is, and how its sealed pieces are opened. The pieces themselves travel apart, to who asks for
 * them. One that was taken out keeps its row, without name and key, so that everybody's laptop forgets its pieces.
 */
export const attachmentRecord = defineRecord('attachment', {
  name: asked(line('direct', { isSearched: true })),
  mime: line('safe', { max: 100 }),
  /** It shows violence: closed until somebody opens it. */
  isHard: flag('safe'),
  capturedOn: day('sensitive'),
  /** What the picture said of place, device and date was taken out of it before it was kept. */
  isStripped: fixed(flag('safe')),
  size: fixed(count('safe', 0, largestAttachment)),
  /** SHA-256 of the file, in hex: to show later that it is the same. */
  sha256: fixed(line('safe', { max: 64 })),
  key: fixed(line('secret', { max: 64 })),
  pieces: pieceIds,
  addedBy: fixed(longId('direct')),
  addedAt: fixed(moment('safe')),
  removedBy: fixed(longId('direct')),
  removedAt: fixed(moment('safe')),
})
