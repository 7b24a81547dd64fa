/** Calls at the start, ms after it: quickly, since two who come together should not wait. */
const atStart = [200, 1_200, 3_200]
/** Between calls later, and how much more by chance so that laptops do not call in step, ms. */
const [pause, chance] = [4_500, 1_000]
/** A call that somebody new brings about comes so soon, and not so soon after the last, ms. */
const [soon, least] = [150, 1_000]

/** When this laptop calls out. */
export type Rounds = {
  /** Somebody new was heard: she should hear us too. */
  soon(): void
  /** From the start again: a network came. */
  restart(): void
  /** How many calls there were. */
  count(): number
  stop(): void
}

/** Begins at once. */
export const createRounds = (call: () => void): Rounds => {
  let [count, last, step] = [0, 0, 0]
  let timer: NodeJS.Timeout | undefined
  let early: NodeJS.Timeout | undefined
  const sound = (): void => {
    count += 1
    last = Date.now()
    call()
  }
  const next = (): void => {
    const before = atStart[step - 1] ?? 0
    const after = atStart[step]
    const wait = after === undefined ? pause + Math.random() * chance : after - before
    step += 1
    timer = setTimeout(() => {
      sound()
      next()
    }, wait)
  }
  next()
  return {
    soon() {
      early ??= setTimeout(
        () => {
          early = undefined
          sound()
        },
        Math.max(soon, last + least - Date.now()),
      )
    },
    restart() {
      clearTimeout(timer)
      step = 0
      next()
    },
    count: () => count,
    stop() {
      clearTimeout(timer)
      clearTimeout(early)
    },
  }
}
