import type { Machine } from '#shared/rules/machine'

/** Stages of a relocation. */
export type RelocationStage = 'planned' | 'in_transit' | 'arrived' | 'extended' | 'returning' | 'returned' | 'settled'

/** Where a relocation may go. One that is planned and not begun, or turned back on the way, ends where she lives. */
export const relocationMachine: Machine<RelocationStage> = {
  initial: 'planned',
  moves: {
    planned: ['in_transit', 'returned'],
    in_transit: ['arrived', 'returning'],
    arrived: ['extended', 'returning', 'settled'],
    extended: ['returning', 'settled'],
    returning: ['returned', 'arrived'],
    returned: [],
    settled: ['returning'],
  },
}
