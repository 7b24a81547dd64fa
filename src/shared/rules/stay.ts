import type { Machine } from '#shared/rules/machine'

/** States of a stay. */
export type StayStatus =
  | 'expected'
  | 'arrived'
  | 'in_stay'
  | 'extended'
  | 'departure_planned'
  | 'departed'
  | 'followed_up'
  | 'no_show'
  | 'moved'

/** Where a stay may go. Whoever was said not to come may come after all; `moved` is to another house. */
export const stayMachine: Machine<StayStatus> = {
  initial: 'expected',
  moves: {
    expected: ['arrived', 'no_show'],
    arrived: ['in_stay', 'extended', 'departure_planned', 'departed', 'moved'],
    in_stay: ['extended', 'departure_planned', 'departed', 'moved'],
    extended: ['extended', 'departure_planned', 'departed', 'moved'],
    departure_planned: ['in_stay', 'extended', 'departed', 'moved'],
    departed: ['followed_up'],
    followed_up: [],
    no_show: ['arrived'],
    moved: ['followed_up'],
  },
}

/** States in which somebody is in the house no longer, or never was. */
export const endedStays: readonly string[] = ['departed', 'followed_up', 'moved', 'no_show']
