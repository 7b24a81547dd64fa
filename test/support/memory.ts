import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that this thread holds on to, in its heap and outside it: what was given up is taken away first. */
const held = (): number => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/**
 * How many MiB more this thread held at once, at most, while some work was done: looked at three times a second and at the end. The
 * size of the process would say what was not taken away yet, of this work and of all before it.
 */
export const growthOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = held()
  let most = before
  const look = setInterval(() => (most = Math.max(most, held())), 333)
  try {
    await work()
  } finally {
    clearInterval(look)
  }
  return (Math.max(most, held()) - before) / 1_048_576
}
