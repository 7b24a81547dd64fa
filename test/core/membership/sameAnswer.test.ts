import { describe, expect, test } from 'vitest'
import { attackHistory, honestHistory, judgements, Log, scenarios, view } from '../../reference/index.mjs'
import type { Envelope, Played, View } from '../../reference/index.mjs'
import { randomOf, seedsOf } from '../../support/random'
import type { Random } from '../../support/random'
import { ProductionLog } from '../../support/symbolic'

/**
 * The fold gives one answer for one set of ops, in every order, and the same answer as the reference: another program,
 * written from the text of docs/membership.md with sets of ancestors where ours has version vectors.
 */

/** Delivery orders tried of each history. */
const orders = 8

const networkOf = (envelopes: readonly Envelope[]): string => envelopes.find(({ type }) => type === 'found')?.id ?? ''

const fold = (envelopes: readonly Envelope[], network: string): ProductionLog => {
  const log = new ProductionLog(network)
  for (const e of envelopes) log.add(e)
  return log
}

type Answer = { readonly view: View; readonly judged: [string, string | null][] }
const answerOf = (log: ProductionLog, spaces: readonly string[]): Answer => ({
  view: log.view(spaces),
  judged: [...log.judgements()].sort(),
})

const referenceAnswer = ({ envelopes, spaces }: Played): Answer => {
  const log = new Log()
  for (const e of envelopes) log.add(e)
  const judged = [...judgements(log)].map(([id, judgement]): [string, string | null] => [id, judgement?.by ?? null])
  return { view: view(log, spaces), judged: judged.sort() }
}

/** Some of the envelopes, with all that each of them names. */
const someOf = (random: Random, envelopes: readonly Envelope[]): Envelope[] => {
  const byId = new Map(envelopes.map((e) => [e.id, e]))
  const some = new Set<Envelope>()
  const take = (id: string | null | undefined): void => {
    const e = byId.get(id ?? '')
    if (!e || some.has(e)) return
    some.add(e)
    const cut = Object.values(e.p.cut ?? {}).map((last) => last.id)
    for (const named of [e.prev, ...e.rootHeads, ...e.spaceHeads, ...e.deps, ...cut]) take(named)
  }
  for (const { id } of envelopes) if (random.next() < 0.4) take(id)
  return [...some]
}

const holdsInEveryOrder = (random: Random, played: Played): void => {
  const { envelopes, spaces } = played
  const network = networkOf(envelopes)
  const truth = answerOf(fold(envelopes, network), spaces)
  expect(truth).toEqual(referenceAnswer(played))
  for (let order = 0; order < orders; order++) {
    const shuffled = random.shuffle(envelopes)
    const log = new ProductionLog(network)
    const pause = random.whole(shuffled.length)
    shuffled.forEach((e, i) => {
      log.add(e)
      if (i === pause) log.view(spaces) // folding in the middle changes nothing
    })
    expect(answerOf(log, spaces)).toEqual(truth)
  }
  const part = someOf(random, envelopes)
  const [one, other] = [fold(random.shuffle(part), network), fold(random.shuffle(part), network)]
  expect(answerOf(one, spaces)).toEqual(answerOf(other, spaces))
  for (const e of random.shuffle(envelopes)) one.add(e)
  expect(answerOf(one, spaces)).toEqual(truth)
}

describe('one answer, whoever asks and in whatever order it was heard', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (name, scenario) => {
    const played = scenario.run()
    expect(played.ok).toBe(true)
    holdsInEveryOrder(randomOf(name.length), played)
  })

  test.each(seedsOf('honest', 150, [945_282, 331_948]))(
    'honest women with laptops that seldom meet (seed %i)',
    (seed) => {
      const history = honestHistory(seed)
      expect(history.outcome).toBe(true)
      holdsInEveryOrder(randomOf(seed), history)
    },
  )

  test.each(seedsOf('attack', 150, [657_695, 597_178]))(
    'a seized facilitator with all she can do (seed %i)',
    (seed) => {
      const history = attackHistory(seed)
      expect(history.outcome).toBe(true)
      holdsInEveryOrder(randomOf(seed), history)
    },
  )
})
