import type { TodayItem } from '#shared/contract/today'

/** A shift, looked for by a moment that it touches. */
const turn = (id: string, at: number): string => (Number.isNaN(at) ? '/shifts' : `/shifts/turn/${id}/${at}`)

/** Where each thing is done. */
export const whereOf = ({ kind, id, due, committeeId, spaceId, release }: TodayItem): string => {
  switch (kind) {
    case 'case_review':
      return `/cases/${spaceId ?? id}`
    case 'hold':
      return '/houses/requests'
    case 'request':
      return '/members/requests'
    case 'publication_review':
    case 'publication_publish':
      return release === undefined ? `/reports/narrative/${spaceId ?? ''}` : `/reports/${id}`
    case 'setting':
      return '/members/settings/rules'
    case 'signature':
      return '/members/signatures'
    case 'task':
      return committeeId === undefined ? '/shifts/committees' : `/shifts/committees/${committeeId}`
    case 'alert':
      return '/shifts/alerts'
    case 'shift_now':
      return turn(id, Date.parse(due ?? '') - 60_000) // due is its end
    case 'shift_gap': // hours without a shift have the committee's id
      return id === committeeId ? '/shifts' : turn(id, Date.parse(due ?? ''))
    case 'shift_apart':
    case 'shift_freed':
    case 'shift_swap':
    case 'shift_confirm':
    case 'shift_mine':
      return turn(id, Date.parse(due ?? ''))
  }
}

/** Whether a place of the navigation shows the address: nothing leads where there is no screen. */
export const leadsSomewhere = (address: string, paths: readonly string[]): boolean =>
  paths.some((path) => address === path || address.startsWith(`${path}/`))

/** In which order the kinds stand in a group: what is urgent, what others wait for, what is hers. */
export const groups = {
  urgent: ['alert', 'shift_now', 'shift_apart', 'hold'],
  waiting: ['request', 'signature', 'setting', 'publication_review', 'shift_swap', 'shift_gap'],
  mine: ['shift_freed', 'shift_confirm', 'case_review', 'publication_publish', 'task', 'shift_mine'],
} as const satisfies Record<string, readonly TodayItem['kind'][]>
/** A group of things. */
export type Group = keyof typeof groups
