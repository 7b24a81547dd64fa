import type { Machine } from '#shared/rules/machine'

/** Where a committee's task may go from where it is. */
export const taskMachine: Machine<'open' | 'doing' | 'done' | 'dropped'> = {
  initial: 'open',
  moves: {
    open: ['doing', 'done', 'dropped'],
    doing: ['open', 'done', 'dropped'],
    done: ['open'],
    dropped: ['open'],
  },
}

/** Whether anybody still has to see to a task. */
export const isOpenTask = (status: string): boolean => status !== 'done' && status !== 'dropped'
