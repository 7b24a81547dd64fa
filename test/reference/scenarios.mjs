import { counterexamples } from './counterexamples.mjs'
import { Recorder } from './laptop.mjs'
import { promises } from './promises.mjs'

/** Every directed history: its name, and a play that gives whether all was well and everything that was said. */
export const scenarios = Object.entries({ ...counterexamples, ...promises }).map(([name, play]) => ({
  name,
  run: () => {
    const world = new Recorder()
    const ok = play(world)
    return { ok, envelopes: world.envelopes, spaces: world.spaces }
  },
}))
