import { takeIn } from '#core/sync/local'
import { joinNetwork, foundNetwork } from '../support/people'
import { admitAuthor, authorOf, openSpace, sayBatchAs, wireOf } from './craft'
import { createRandom } from './generate'
import { copyVault, keyOf, openLaptop, valueOf } from './laptop'
import type { Laptop } from './laptop'
import { time } from './measure'
import type { Bench, Figure, Part } from './measure'

/** Wire bytes taken in at once: what one message of the exchange carries. */
const portion = 256 * 1024

const portionsOf = (wires: readonly Uint8Array[]): Uint8Array[][] => {
  const portions: Uint8Array[][] = [[]]
  let size = 0
  for (const wire of wires) {
    if (size + wire.length > portion) {
      portions.push([])
      size = 0
    }
    portions.at(-1)?.push(wire)
    size += wire.length
  }
  return portions
}

/** Everything a laptop holds, as its peers get it. */
export const allWires = (laptop: Laptop): Uint8Array[] => {
  const { chains } = laptop.ledger()
  const wires: Uint8Array[] = []
  for (let no = 1, held = chains.byNumber(no); held?.body; held = chains.byNumber(++no))
    wires.push(wireOf({ signed: held.signed, body: held.body }))
  return wires
}

/** Takes wire bytes in by portions, as an exchange does. */
export const takeAll = async (laptop: Laptop, wires: readonly Uint8Array[]): Promise<void> => {
  const network = laptop.local.network()
  if (!network) throw new Error('no network')
  for (const part of portionsOf(wires)) valueOf(await takeIn(network, part))
}

/** Envelopes verified and opened: a reader of many spaces takes in what three colleagues wrote. */
export const openPart: Part = {
  name: 'open',
  async run({ quick, seed, progress }: Bench): Promise<Figure[]> {
    const [spaces, envelopes, runs] = quick ? [30, 500, 2] : [300, 5_000, 3]
    const random = createRandom(seed)
    const alma = await foundNetwork()
    const bina = await joinNetwork(alma, 'Bina')
    const reader = await bina.id()
    const founder = await alma.id()
    await alma.lock()
    await bina.lock()

    const host = await openLaptop(alma.vault, await keyOf(alma.vault))
    const colleague = await admitAuthor(host, 'Carla')
    const self = authorOf(host, founder)
    progress(`${spaces} spaces`)
    const opened: string[] = []
    for (let i = 0; i < spaces; i += 10)
      host.ledger().db.transaction(() => {
        for (let k = 0; k < 10; k++) opened.push(openSpace(host, self, [reader, colleague.memberId]))
      })()
    const spacesAndKeys = allWires(host)
    progress(`${envelopes} envelopes`)
    const tips = new Map<string, string>()
    const wires = Array.from({ length: envelopes }, () => {
      const space = random.pick(opened)
      const author = random.next() < 0.5 ? self : colleague
      const tip = tips.get(space)
      const deps = tip === undefined ? [] : [tip]
      const batch = random.bytes(random.between(300, 3_000))
      const said = { space, document: 'case', deps, count: 25, digest: random.bytes(32), batch }
      const envelope = sayBatchAs(host, author, said)
      tips.set(space, envelope.id)
      return wireOf(envelope)
    })
    await host.close()

    const key = await keyOf(bina.vault)
    const learned: number[] = []
    const taken: number[] = []
    for (let run = 0; run < runs; run++) {
      progress(`run ${run + 1} of ${runs}`)
      const laptop = await openLaptop(copyVault(bina.vault), key)
      learned.push((await time(() => takeAll(laptop, spacesAndKeys))).cpu)
      taken.push((await time(() => takeAll(laptop, wires))).cpu)
      const kept = laptop.ledger().chains.count('batch')
      if (kept < envelopes) throw new Error(`${envelopes - kept} of the envelopes did not open`)
      await laptop.close()
    }
    const common = { unit: 'CPU s', seeds: [seed], peerName: '', peer: [] }
    return [
      {
        ...common,
        name: 'envelopes verified and opened',
        data: `${envelopes} batches for a reader of ${spaces} spaces, taken in by portions of 256 KiB`,
        ours: taken,
        budget: { of: 'ours', atMost: 5 },
      },
      {
        ...common,
        name: 'the spaces themselves, first heard of',
        data: `${spacesAndKeys.length} envelopes that open ${spaces} spaces and hand out their keys`,
        ours: learned,
        budget: undefined,
      },
    ]
  },
}
