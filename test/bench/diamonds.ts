import { foldRoot } from '#core/spaces/rootFold'
import { createRootLog } from '#core/spaces/rootLog'
import type { RootBench, RootLog } from '#core/spaces/rootLog'
import type { Entry } from '#core/spaces/entry'
import { envelope, Laptop, Recorder } from '../reference/index.mjs'
import type { Envelope } from '../reference/index.mjs'
import { ProductionLog } from '../support/symbolic'
import { bench } from '../support/symbolicOps'
import { time } from './measure'

/** Folds that one figure is the mean of: of one alone the garbage collector says more than the fold. */
const folds = 20

/** CPU ms to judge ops from nothing to who is in, and for one more fold of all of them, which nothing remembers. */
export type Judging = { readonly all: number; readonly one: number; readonly log: RootLog }

/** Judges root ops, pasts first, in a log of their own: the rules alone, without bytes, disk or signatures. */
export const judgeAll = async (entries: readonly Entry[], rules: RootBench): Promise<Judging> => {
  const all = await time(() => {
    const log = createRootLog(rules)
    for (const entry of entries) log.add(entry)
    log.state()
    return log
  })
  const log = all.value
  const judged = entries.flatMap(({ id }) => log.judgedOf(id) ?? [])
  const one = await time(() => {
    for (let i = 0; i < folds; i++)
      foldRoot({ standing: log.standing(), all: () => judged, pairs: log.pairs(), forks: [] })
  })
  return { all: all.cpu * 1_000, one: (one.cpu * 1_000) / folds, log }
}

/** What a diamond is of: two facilitators say it without having heard each other, and an epoch has heard both. */
export type Diamond = 'epochs' | 'suspend and lift'

/** So many diamonds on end, after a founding with two facilitators and a member; symbolic envelopes, pasts first. */
const diamondsOf = (of: Diamond, count: number): Envelope[] => {
  const world = new Recorder()
  const [alma, bina, carla] = [
    new Laptop('F0', 'F0.1', world),
    new Laptop('F1', 'F1.1', world),
    new Laptop('m', 'm.1', world),
  ]
  alma.say('found', { member: 'F0', device: 'F0.1', box: alma.box })
  alma.admit(bina, 'facilitator')
  alma.admit(carla)
  bina.meet(alma)
  const said = alma.log.all()
  let readers = [alma, bina, carla]
  const ends = { 'F0.1': { seq: alma.seq, prev: alma.prev }, 'F1.1': { seq: bina.seq, prev: bina.prev } }
  const say = (device: keyof typeof ends, type: string, rootHeads: readonly string[]): string => {
    const { seq, prev } = ends[device]
    const key = `k${said.length}`
    const isEpoch = type === 'epoch'
    const p = isEpoch ? { key } : { member: 'm', cut: {} }
    const boxes = isEpoch ? readers.map(({ box }) => ({ to: box, key })) : []
    const next = envelope({ device, seq: seq + 1, prev, rootHeads, type, p, boxes })
    ends[device] = { seq: next.seq, prev: next.id }
    said.push(next)
    return next.id
  }
  let heads = alma.log.heads()
  for (let i = 0; i < count; i++) {
    const type = of === 'epochs' ? 'epoch' : i % 2 === 0 ? 'suspend' : 'lift'
    const both = [say('F0.1', type, heads), say('F1.1', type, heads)]
    readers = type === 'suspend' ? [alma, bina] : [alma, bina, carla]
    heads = [say('F0.1', 'epoch', both)]
  }
  return said
}

/** The diamonds as root ops, ready to be judged. */
export const diamondEntries = (of: Diamond, count: number): { entries: Entry[]; rules: RootBench } => {
  const said = diamondsOf(of, count)
  const network = said.find(({ type }) => type === 'found')?.id ?? ''
  const log = new ProductionLog(network)
  for (const one of said) log.add(one)
  const entries = said.flatMap(({ id }) => log.root.entry(id) ?? [])
  if (said.some(({ id }) => !log.root.judgedOf(id))) throw new Error('not every op of the diamonds counts')
  return { entries, rules: { network, ...bench } }
}
