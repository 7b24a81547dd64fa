import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'

/** What a figure is held against: at most `atMost`, of the ratio to the peer or of our own number. */
export type Budget = { readonly of: 'ratio' | 'ours'; readonly atMost: number } | undefined

/** One figure: a number a run, the peer's beside it where there is one. `peer` is as long as `ours` or empty. */
export type Figure = {
  readonly name: string
  readonly unit: string
  /** How much was measured, from which seeds: words for the table. */
  readonly data: string
  readonly seeds: readonly number[]
  readonly ours: readonly number[]
  readonly peerName: string
  readonly peer: readonly number[]
  readonly budget: Budget
}

/** What a part gets. `quick`: a tenth of the data, to see that it runs; such figures are never kept. */
export type Bench = { readonly quick: boolean; readonly seed: number; readonly progress: (text: string) => void }

/** A part of the benchmark, which can run alone. */
export type Part = { readonly name: string; run(bench: Bench): Promise<Figure[]> }

/** Least, median and most. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number }

/** The spread of some numbers; NaN for none. */
export const spreadOf = (numbers: readonly number[]): Spread => {
  const sorted = numbers.toSorted((a, b) => a - b)
  return {
    min: sorted[0] ?? NaN,
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN,
    max: sorted.at(-1) ?? NaN,
  }
}

/** Ours to the peer's, run by run; undefined without a peer, or to one that is nothing. */
export const ratioOf = ({ ours, peer }: Figure): Spread | undefined =>
  peer.length === 0 || peer.includes(0) ? undefined : spreadOf(ours.map((number, i) => number / (peer[i] ?? NaN)))

/** Whether the median is within the budget; undefined without one. */
export const holds = (figure: Figure): boolean | undefined => {
  if (!figure.budget) return undefined
  const measured = figure.budget.of === 'ratio' ? ratioOf(figure)?.median : spreadOf(figure.ours).median
  return measured !== undefined && measured <= figure.budget.atMost
}

/** CPU seconds of this process with all its threads so far. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** What some work took: seconds of CPU (all threads of this process) and of the clock. */
export type Took<T> = { readonly value: T; readonly cpu: number; readonly wall: number }

/** Times one piece of work. Collects garbage before, where node was started with --expose-gc. */
export const time = async <T>(work: () => Promise<T> | T): Promise<Took<T>> => {
  globalThis.gc?.()
  return timeAsIs(work)
}

/** As `time`, without collecting garbage: for many small pieces. */
export const timeAsIs = async <T>(work: () => Promise<T> | T): Promise<Took<T>> => {
  const cpu = cpuSeconds()
  const wall = performance.now()
  const value = await work()
  return { value, cpu: cpuSeconds() - cpu, wall: (performance.now() - wall) / 1_000 }
}

/** What a script built beside the bench prints, in a fresh process. */
export const inFreshProcess = (script: string, ...words: string[]): number => {
  const built = join(dirname(process.argv[1] ?? ''), `${script}.js`)
  return Number(execFileSync(process.execPath, [...process.execArgv, built, ...words], { encoding: 'utf8' }))
}

const firstLine = (file: string, args: readonly string[]): string => {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0] ?? ''
  } catch {
    return ''
  }
}

/** The machine in words. `folder`: where the vaults of this run are, whose disk decides what a sync costs. */
export const machineFacts = (folder: string): Record<string, string | number> => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.version,
  disk: firstLine('stat', ['-f', '-c', '%T', folder]) || 'unknown',
  commit: firstLine('git', ['rev-parse', '--short', 'HEAD']) || 'unknown',
})
