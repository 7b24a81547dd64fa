import { entryRows } from '#core/anonymise/entryRows'
import { protectTables } from '#core/anonymise/protectTables'
import type { Protected } from '#core/anonymise/protectTables'
import type { Earlier } from '#core/anonymise/earlier'
import { releaseSpec } from '#shared/rules/releaseSpec'
import { madeEntries } from '../support/anonymise/madeEntries'
import { randomOf } from '../support/random'
import { valueOf } from './laptop'
import { time } from './measure'
import type { Bench, Figure, Part } from './measure'

const countries = ['MX', 'HN', 'GT', 'SV', 'NI', 'CR']
const thresholds = { public: 5, grave: 10 }
/** Of a year in ten: the halves and quarters, each for everybody, some also for allies, and of one country. */
const before = ['2024-S1', '2024-T1', '2024-T2', '2024-T3', '2024-T4', '2024-S2'] as const

type Rows = ReturnType<typeof entryRows>

const release = (rows: Rows, period: string, country: string | null, earlier: readonly Earlier[]): Promise<Protected> =>
  protectTables({
    rows: { aggressions: rows },
    spec: releaseSpec.parse({ period, country, sections: ['registry'] }),
    countries: [],
    thresholds,
    earlier,
    refused: 0,
    version: 1,
  }).then(valueOf)

const shareOf = ({ cells, hidden }: { cells: number; hidden: number }): number => (100 * hidden) / cells

/** Tables of a year, audited: the registry of 2024 had 7,495 entries; and of a large one after ten earlier releases. */
export const figuresPart: Part = {
  name: 'figures',
  run: async ({ quick, seed, progress }: Bench): Promise<Figure[]> => {
    const [usual, large, runs] = quick ? [750, 6_000, 1] : [7_495, 60_000, 3]
    const random = randomOf(seed)
    const rowsOf = (count: number): Rows => entryRows(madeEntries(random, count, { years: [2024], countries }), [])
    const [few, many] = [rowsOf(usual), rowsOf(large)]
    const asked = before.flatMap(
      (period) =>
        (period.includes('S')
          ? [
              [period, null],
              [period, 'HN'],
              [period, 'GT'],
            ]
          : [[period, null]]) as [string, string | null][],
    )
    const earlier: Earlier[] = []
    for (const [period, country] of asked) {
      progress(`earlier release ${earlier.length + 1} of ${asked.length}`)
      const made = await release(many, period, country, earlier)
      earlier.push({ id: `r${earlier.length}`, tables: made.publication.tables })
    }
    const [cpu, cpuLarge, cpuAfter, memory]: number[][] = [[], [], [], []]
    let [one, after]: (Protected | undefined)[] = []
    for (let run = 0; run < runs; run++) {
      progress(`run ${run + 1} of ${runs}`)
      const first = await time(() => release(few, '2024', null, []))
      one = first.value
      cpu?.push(first.cpu)
      memory?.push(process.memoryUsage.rss() / 2 ** 20)
      cpuLarge?.push((await time(() => release(many, '2024', null, []))).cpu)
      const last = await time(() => release(many, '2024', null, earlier))
      after = last.value
      cpuAfter?.push(last.cpu)
    }
    if (!one || !after) throw new Error('nothing was run')
    const common = { seeds: [seed], peerName: '', peer: [], budget: undefined }
    const hidden = ({ publication }: Protected): number =>
      shareOf({ cells: publication.hidden.cells, hidden: publication.hidden.primary + publication.hidden.secondary })
    const plain = 'only what is small hidden'
    return [
      {
        ...common,
        name: 'figures: a year to all tables, audited',
        unit: 'CPU s',
        data: `${usual} entries`,
        ours: cpu ?? [],
      },
      {
        ...common,
        name: 'figures: memory of the process then',
        unit: 'MiB',
        data: `${usual} entries`,
        ours: memory ?? [],
      },
      { ...common, name: 'figures: a large year', unit: 'CPU s', data: `${large} entries`, ours: cpuLarge ?? [] },
      {
        ...common,
        name: 'figures: the same after ten earlier releases',
        unit: 'CPU s',
        data: `${large} entries, ${earlier.length} releases`,
        ours: cpuAfter ?? [],
      },
      {
        ...common,
        name: 'figures: share of numbers hidden',
        unit: '%',
        data: `${usual} entries`,
        ours: [hidden(one)],
        peerName: plain,
        peer: [shareOf(one.plain)],
      },
      {
        ...common,
        name: 'figures: share of numbers hidden, after ten',
        unit: '%',
        data: `${large} entries`,
        ours: [hidden(after)],
        peerName: plain,
        peer: [shareOf(after.plain)],
      },
    ]
  },
}
