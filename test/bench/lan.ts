import { tejido } from '../support/lan/terminal'
import { openTown, whyNoTown } from '../support/lan/town'
import { everybodyGoesHome, foundNetwork, joinNetwork } from '../support/people'
import type { Bench, Figure, Part } from './measure'

/** Syncthing calls out on the local network every 30 seconds: who comes waits for the next call, at most so long. */
const beacon = 30_000
/** How long before the cable is plugged in the programs are started, ms. */
const settling = 3_000

/** A cable is plugged in: how long until the two have exchanged, the programs being open. */
export const lanPart: Part = {
  name: 'lan',
  async run({ quick, progress }: Bench): Promise<Figure[]> {
    if (whyNoTown !== null) {
      progress(`skipped: ${whyNoTown}`)
      return []
    }
    const alma = await foundNetwork()
    const bina = await joinNetwork(alma, 'Bina')
    for (const person of [alma, bina]) await person.lock()
    const ours: number[] = []
    for (let run = 0; run < (quick ? 2 : 7); run++) {
      const town = await openTown()
      town.network('lan0')
      const [a, b] = [await town.laptop(), await town.laptop()]
      a.plug('lan0', '10.80.0.1')
      const plug = b.plug('lan0', '10.80.0.2')
      town.link(plug, false)
      const words = ['sync', '--lan', '--once', '--wait', '60']
      const both = [tejido(a, alma, words), tejido(b, bina, words)].map(({ done }) => done)
      // at another moment of the rounds each time
      await new Promise((resolve) => setTimeout(resolve, settling + run * 700))
      const start = Date.now()
      town.link(plug, true)
      const { code } = await Promise.race(both)
      ours.push(Date.now() - start)
      if (code !== 0) throw new Error('they did not meet')
      await Promise.all(both)
      await town.close()
      progress(`run ${run + 1}: ${ours.at(-1)} ms`)
    }
    await everybodyGoesHome()
    return [
      {
        name: 'Cable plugged in until exchanged',
        unit: 'ms',
        data: 'two laptops in namespaces, both looking; until the first has all and has closed its notebook',
        seeds: [],
        ours,
        peerName: 'Syncthing’s interval between calls',
        peer: ours.map(() => beacon),
        budget: { of: 'ratio', atMost: 1.5 },
      },
    ]
  },
}
