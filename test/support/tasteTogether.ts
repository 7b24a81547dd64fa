import type { Plugin } from 'vite'

const tastes = '/src/core/envelopes/taste.ts'

/**
 * Within a process of tests all laptops taste foreign bytes in one thread, which is kept: starting one takes longer than most of
 * what is tasted. Its limits, and what becomes of who passes them, are as in the app, where each notebook has its own.
 */
export const tasteTogether = (): Plugin => ({
  name: 'taste-together',
  enforce: 'pre',
  load: (id) =>
    id.endsWith(tastes)
      ? `import { createTaster as create } from '${id}?itself'
         export { isOneBundle } from '${id}?itself'
         const threads = new Map()
         export const createTaster = (worker) => {
           const { taste } = threads.get(worker.href) ?? threads.set(worker.href, create(worker)).get(worker.href)
           return { taste, close: () => Promise.resolve() }
         }`
      : null,
})
