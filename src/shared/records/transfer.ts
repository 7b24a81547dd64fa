import { choice, count, country, day, fixed, line, longId, moment, rowId, wordsOnce } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'

/**
 * That a case was made into a file for another network (`out`), or came from one (`in`). It is passed on only when they
 * have said that they opened it. A row stands under the id that both networks know the passing by.
 */
export const transferRecord = defineRecord('transfer', {
  direction: fixed(choice('safe', ['out', 'in'])),
  /** The other network, by its name. */
  network: fixed(line('direct')),
  country: fixed(country('qi')),
  reason: fixed(wordsOnce('text')),
  /** What went, by `transferParts`, one after the other. */
  parts: fixed(line('safe')),
  files: fixed(count('safe', 0, 1_000)),
  /** Her agreement that it rests on. */
  consentId: fixed(rowId('safe')),
  /** What the answer is made and checked with, in hex. */
  secret: fixed(line('secret', { max: 64 })),
  /** The day on which the file was made. */
  madeOn: fixed(day('safe')),
  by: fixed(longId('direct')),
  at: fixed(moment('safe')),
  /** The code that the case has there, once they have said so. */
  theirCode: fixed(line('direct', { max: 5 })),
  answeredBy: fixed(longId('direct')),
  answeredAt: fixed(moment('safe')),
})
