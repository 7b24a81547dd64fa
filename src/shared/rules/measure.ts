import type { Machine } from '#shared/rules/machine'

/** States of a measure of support. */
export type MeasureStatus = 'requested' | 'arranged' | 'ongoing' | 'done' | 'cancelled' | 'refused'

/** Where a measure may go: asked for, arranged, under way, done; or called off, or not granted. */
export const measureMachine: Machine<MeasureStatus> = {
  initial: 'requested',
  moves: {
    requested: ['arranged', 'ongoing', 'cancelled', 'refused'],
    arranged: ['ongoing', 'done', 'cancelled', 'refused'],
    ongoing: ['done', 'cancelled'],
    done: [],
    cancelled: [],
    refused: [],
  },
}

/** States in which somebody still has to do something. */
export const openMeasures: readonly string[] = ['requested', 'arranged', 'ongoing'] satisfies MeasureStatus[]
