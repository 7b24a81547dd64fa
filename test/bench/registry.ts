import type { CommandInput } from '#shared/contract/commands'
import { initiative2023, practiceEntries } from '../../src/cli/practice/registryEntries'
import { keyOf, newLaptop, openLaptop } from './laptop'
import type { Laptop } from './laptop'
import { inFreshProcess, time, timeAsIs } from './measure'
import type { Bench, Figure, Part } from './measure'

type Entry = CommandInput<'registry.submit'>

/** As many invented entries, over as many years of the Initiative's size as it takes. */
const entriesOf = (count: number, seed: number): Entry[] => {
  const entries: Entry[] = []
  for (let year = 2015; entries.length < count; year++)
    entries.push(...practiceEntries(seed + year, { ...initiative2023, year: String(year) }))
  return entries.slice(0, count)
}

/** Entries that are handed in at once, as the grid of the screen does. */
const atOnce = 200

/** A registry of many years: what each question to it costs. */
export const registryPart: Part = {
  name: 'registry',
  run: async ({ quick, seed, progress }: Bench): Promise<Figure[]> => {
    const [count, runs] = quick ? [2_000, 2] : [60_000, 5]
    const coder = await newLaptop()
    await coder.call('network.create', { name: 'Red de Práctica', country: 'HN', alias: 'Alma' })
    await coder.call('space.open', { kind: 'registry' })
    const entries = entriesOf(count, seed)
    const taken: number[] = []
    for (let i = 0; i < count; i += atOnce) {
      if (i % 5_000 === 0) progress(`entry ${i} of ${count}`)
      const some = entries.slice(i, i + atOnce)
      const { cpu } = await timeAsIs(() => coder.call('registry.submitMany', { entries: some, lateReason: 'practice' }))
      taken.push((cpu * 1_000) / some.length)
    }
    await coder.close()

    const key = await keyOf(coder.vault)
    const year = entries.at(-1)?.date?.from?.slice(0, 4) ?? ''
    const questions: Readonly<Record<string, (laptop: Laptop) => Promise<unknown>>> = {
      'registry: first page of the list': (laptop) => laptop.query('registry.list', {}),
      'registry: a page of one month and state': (laptop) =>
        laptop.query('registry.list', { period: `${year}-01`, status: 'submitted' }),
      'registry: find a word in the list': (laptop) => laptop.query('registry.list', { text: 'municipio 217' }),
      'registry: tables of a year': (laptop) =>
        laptop.query('registry.tables', { period: year, rows: 'country', columns: 'genderDimension' }),
      'registry: quality of a year': (laptop) => laptop.query('registry.quality', { period: year }),
    }
    const asked = new Map(Object.keys(questions).map((name) => [name, [] as number[]]))
    const opened: number[] = []
    const unlocked: number[] = []
    const held: number[] = []
    for (let run = 0; run < runs; run++) {
      progress(`run ${run + 1} of ${runs}`)
      const { value: laptop, cpu } = await time(() => openLaptop(coder.vault, key))
      unlocked.push(cpu * 1_000)
      for (const [name, ask] of Object.entries(questions))
        asked.get(name)?.push((await timeAsIs(() => ask(laptop))).cpu * 1_000)
      const { entries: page } = await laptop.query('registry.list', {})
      const entryId = page[run]?.entryId ?? ''
      opened.push((await timeAsIs(() => laptop.query('registry.view', { entryId }))).cpu * 1_000)
      await laptop.close()
      held.push(inFreshProcess('memory', coder.vault, 'registry') / 2 ** 20)
    }
    const data = `${count} entries`
    const common = { data, unit: 'CPU ms', seeds: [seed], peerName: '', peer: [], budget: undefined }
    return [
      { ...common, name: 'registry: an entry handed in', data: `${data}, ${atOnce} at once`, ours: taken },
      { ...common, name: 'registry: unlock, without Argon2id', ours: unlocked },
      ...[...asked].map(([name, ours]) => ({ ...common, name, ours })),
      { ...common, name: 'registry: open an entry', ours: opened },
      { ...common, name: 'registry: memory of the process, listed', unit: 'MiB', ours: held },
    ]
  },
}
