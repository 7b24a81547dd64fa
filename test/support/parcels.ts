import { randomBytes } from '#core/crypto/randomBytes'
import type { ParcelCarrier, ParcelOrder } from '#core/sync/parcel/parcel'
import type { Report } from '#core/sync/report'
import type { Result } from '#shared/result'
import type { Person } from './people'

let houses = 0
/** Somebody says something new; another has it when its name is on her board. */
export const offer = async (person: Person): Promise<string> => {
  const alias = `Casa ${++houses}`
  await person.call('house.offer', { alias, country: 'MX', type: 'rest', placesTotal: 2 })
  return alias
}

/** The names of houses on her board. */
export const board = async (person: Person): Promise<string[]> =>
  (await person.query('house.board')).houses.map(({ alias }) => alias)

/** How an exchange by parcel may be given. */
type How = {
  readonly order?: ParcelOrder
  readonly signal?: AbortSignal
  readonly admit?: boolean
  readonly onProgress?: (done: number, of: number) => void
}

/** One exchange by parcel, with the files that were written. */
export const byParcel = async (
  person: Person,
  place: string,
  { order, signal = new AbortController().signal, admit, onProgress }: How = {},
): Promise<Result<Report> & { files: string[] }> => {
  const files: string[] = []
  const carrier: ParcelCarrier = {
    kind: 'parcel',
    place,
    ...(order && { order }),
    onWritten: (written) => void files.push(...written.map(({ path }) => path)),
  }
  const done = await person.engine().exchange({
    carriers: [carrier],
    wait: 0,
    signal,
    ...(admit === undefined ? {} : { admit }),
    ...(onProgress && { onProgress }),
  })
  return { ...done, files }
}

/** Its failure type, or 'ok'. */
export const typeOf = (done: Result<unknown>): string => (done.ok ? 'ok' : done.error.type)

/** Writes a parcel where none is; returns its files. */
export const writeParcel = async (
  person: Person,
  place: string,
  order: Omit<Extract<ParcelOrder, { act: 'write' }>, 'act'> = {},
): Promise<string[]> => {
  const done = await byParcel(person, place, { order: { act: 'write', ...order } })
  if (!done.ok) throw new Error(done.error.type)
  return done.files
}

/** Reads a parcel: the report of a good one. */
export const readParcel = async (person: Person, place: string): Promise<Report> => {
  const done = await byParcel(person, place, { order: { act: 'read' } })
  if (!done.ok) throw new Error(done.error.type)
  return done.value
}

/** Somebody writes what she has, another reads it. */
export const carry = async (from: Person, to: Person, place: string): Promise<Report> => {
  await writeParcel(from, place)
  return readParcel(to, place)
}

/** How many envelopes are on her laptop. */
export const held = async (person: Person): Promise<number> => (await person.query('sync.status')).held

/** Opens so many cases with a long note each: an envelope of 64 KiB a case, and some small ones. */
export const writeMuch = async (person: Person, cases: number): Promise<void> => {
  for (let i = 0; i < cases; i++) {
    const { caseId } = await person.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    for (const kind of ['call', 'visit'] as const) {
      const text = Buffer.from(randomBytes(14_000)).toString('base64')
      await person.call('case.addNote', { caseId, kind, text })
    }
  }
}
