import type { Machine } from '#shared/rules/machine'

/** States of an alert. `acknowledged` is also read from the answers: nobody has to say it. */
export type AlertStatus = 'raised' | 'acknowledged' | 'attended' | 'closed' | 'false_alarm'

/** Where an alert may go from where it is. It is closed once somebody answered or attended to it; until then it may prove false. */
export const alertMachine: Machine<AlertStatus> = {
  initial: 'raised',
  moves: {
    raised: ['acknowledged', 'attended', 'false_alarm'],
    acknowledged: ['attended', 'closed', 'false_alarm'],
    attended: ['closed', 'false_alarm'],
    closed: [],
    false_alarm: [],
  },
}

/** What a member says to an alert: read it; on her way; cannot; needs to know more. */
export const ackActions = ['seen', 'going', 'cannot', 'need_more'] as const
/** One of these. */
export type AckAction = (typeof ackActions)[number]

/** Where an alert stands: one that somebody other than its author answered is acknowledged. */
export const alertStatusNow = (status: string, answers: number): string =>
  status === 'raised' && answers > 0 ? 'acknowledged' : status

/** Whether anything is left to do about it. */
export const isOpenAlert = (status: string): boolean => status !== 'closed' && status !== 'false_alarm'

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== '')
    .join(' ')

/** Whether somebody wrote the words that she was to write, whatever the accents, case and spaces. No words confirm nothing. */
export const confirms = (written: string, words: string): boolean =>
  plain(words) !== '' && plain(written) === plain(words)
