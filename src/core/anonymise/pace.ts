/** How work of many small steps goes on. */
export type Pace = {
  /** To be called often, with how much of the work is done, 0 to 1, where that is known. It lets others work; false: stop now. */
  readonly step: (share?: number) => Promise<boolean>
}

/** How long work goes on before others have a turn, ms: a window stays alive and an end is heard. */
const turn = 40

/** Work in steps: after each turn others are let in. */
export const createPace = (signal: AbortSignal | undefined, onShare: (share: number) => void): Pace => {
  let since = performance.now()
  return {
    step: async (share) => {
      if (performance.now() - since > turn) {
        if (share !== undefined) onShare(share)
        await new Promise((done) => setTimeout(done, 0))
        since = performance.now()
      }
      return signal?.aborted !== true
    },
  }
}
