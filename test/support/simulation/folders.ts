import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../random'

/** Two places of one folder, kept alike by a synchroniser that is bad at it. */
export const simulateFolder = (place: string) => {
  const places = [join(place, 'a'), join(place, 'b')] as const
  for (const one of places) mkdirSync(one, { recursive: true })
  /** Names that were once on both sides: one that lacks on one side was removed there. */
  const paired = new Set<string>()
  const names = (side: 0 | 1): string[] => readdirSync(places[side]).sort()

  const carry = (name: string, from: 0 | 1, random: Random): void => {
    const [source, target] = [join(places[from], name), join(places[1 - from] ?? '', name)]
    const chance = random.next()
    if (chance < 0.25) return // late
    if (chance < 0.35) {
      const bytes = readFileSync(source)
      writeFileSync(target, bytes.subarray(0, random.whole(bytes.length)))
      return // the rest comes another time, or never
    }
    if (chance < 0.42) {
      copyFileSync(source, join(places[1 - from] ?? '', `${name} (conflicted copy ${String(random.whole(9))})`))
      return
    }
    copyFileSync(source, target)
    paired.add(name)
  }
  return {
    place: (side: 0 | 1): string => places[side],
    /** One turn of the synchroniser: some files, in no order, some of them badly; now and then one is lost on both sides. */
    sync(random: Random) {
      for (const from of [0, 1] as const) {
        const there = new Map(
          names(from === 0 ? 1 : 0).map((name) => [name, statSync(join(places[1 - from] ?? '', name)).size]),
        )
        for (const name of random.shuffle(names(from)))
          if (there.get(name) !== statSync(join(places[from], name)).size) carry(name, from, random)
      }
      const all = names(0).filter((name) => paired.has(name))
      if (all.length > 0 && random.next() < 0.3) {
        const name = random.pick(all)
        paired.delete(name)
        for (const one of places)
          try {
            unlinkSync(join(one, name))
          } catch {
            // it was not on this side
          }
      }
    },
  }
}

/** A simulated folder. */
export type SimulatedFolder = ReturnType<typeof simulateFolder>
