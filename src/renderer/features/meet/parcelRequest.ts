import type { MeetingRequest } from '#shared/contract/host'

/** What can be done with a file in a pocket. */
export const parcelActs = ['write', 'read', 'request', 'answer'] as const
/** One of them. */
export type ParcelAct = (typeof parcelActs)[number]

/** How large a file may be, in millions of bytes: for old sticks, usual ones, new ones. */
export const partSizes = ['100', '1000', '4000'] as const

/** The form of a file in a pocket. `to`: a member's id, '' for all. `place`, `answers`: paths, where there is no box to choose. */
export type ParcelDraft = {
  readonly act: ParcelAct
  readonly to: string
  readonly size: string
  readonly place: string
  readonly answers: string
}

/** Which of its paths is missing; null: none. */
export const missingPath = ({ act, place, answers }: ParcelDraft): 'place' | 'answers' | null => {
  if (act === 'answer' && answers.trim() === '') return 'answers'
  return place.trim() === '' ? 'place' : null
}

/** What is asked of the notebook. `choosesFile`: files are chosen in the system's own box. */
export const parcelRequest = (draft: ParcelDraft, choosesFile: boolean): MeetingRequest => {
  const { act, to, size } = draft
  const place = choosesFile ? null : draft.place.trim()
  const answers = choosesFile ? null : draft.answers.trim()
  const writes = act === 'write' || act === 'answer'
  return {
    carriers: [
      {
        kind: 'parcel',
        act: act === 'answer' ? 'write' : act,
        place,
        ...(act === 'write' && to !== '' && { since: to }),
        ...(act === 'answer' && { answers }),
        ...(writes && { partSize: Number(size) }),
      },
    ],
    wait: 0,
  }
}
