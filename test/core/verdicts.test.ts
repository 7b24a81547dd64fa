import { expect, test } from 'vitest'
import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { usableEpochs, withoutKey } from '#core/spaces/epochs'
import type { EpochView } from '#core/spaces/epochs'
import { covers, emptyVector, includes, join, withPlace } from '#core/spaces/vector'
import { judgeBatches } from '#core/spaces/verdicts'
import type { BatchBench, BatchPlace } from '#core/spaces/verdicts'
import { emptyRoot } from '../support/rootBench'

const revokeOfBina: Entry<OpOf<'revoke'>> = {
  id: 'r',
  device: 'alma',
  chain: 'alma',
  seq: 5,
  key: 'k',
  rootPast: emptyVector,
  past: emptyVector,
  size: 0,
  op: { type: 'revoke', member: 'Bina', cut: [{ device: 'bina', seq: 3, id: 'b3' }] },
}
const batch = (id: string, device: string, seq: number, by: string, more: Partial<BatchPlace> = {}): BatchPlace => ({
  id,
  device,
  chain: device,
  seq,
  by,
  rootPast: emptyVector,
  past: emptyVector,
  deps: [],
  spoiled: false,
  ...more,
})
/** A space in which these revokes count, of a network where the devices of all who write here are bound. */
const benchOf = (revokes: BatchBench['revokes']): BatchBench => {
  const devices = new Map(
    [
      ['alma', 'Alma'],
      ['bina', 'Bina'],
      ['otra', 'Bina'],
      ['carla', 'Carla'],
      ['dora', 'Dora'],
    ].map(([device = '', member = '']) => [device, { member, box: device, from: [] }]),
  )
  return { root: { ...emptyRoot, devices }, revokes, late: new Set() }
}

test("Bina's batches up to the cut count, later ones wait in quarantine, and what rests on them waits", () => {
  const verdicts = judgeBatches(
    [
      batch('b3', 'bina', 3, 'Bina'),
      batch('b4', 'bina', 4, 'Bina', { deps: ['b3'] }),
      batch('b5', 'bina', 5, 'Bina', { deps: ['b4'] }),
      batch('a6', 'alma', 6, 'Alma', { past: new Map([['alma', 5]]), deps: ['b4'] }),
    ],
    benchOf([revokeOfBina]),
  )
  expect(Object.fromEntries(verdicts)).toEqual({ b3: 'counts', b4: 'quarantined', b5: 'quarantined', a6: 'waiting' })
})

test("Dora, who had not heard, built on Bina's late batch: it counts after all, and what it rests on", () => {
  const verdicts = judgeBatches(
    [
      batch('b4', 'bina', 4, 'Bina'),
      batch('b5', 'bina', 5, 'Bina', { deps: ['b4'] }),
      batch('d1', 'dora', 1, 'Dora', { deps: ['b5'] }),
      batch('b6', 'bina', 6, 'Bina', { deps: ['b5'] }),
    ],
    benchOf([revokeOfBina]),
  )
  expect(Object.fromEntries(verdicts)).toEqual({ b4: 'counts', b5: 'counts', d1: 'counts', b6: 'quarantined' })
})

test('Bina cannot vouch for herself, and nobody vouches for changes that did not pass the check', () => {
  const own = judgeBatches(
    [batch('b4', 'bina', 4, 'Bina'), batch('b5', 'otra', 1, 'Bina', { deps: ['b4'] })],
    benchOf([revokeOfBina]),
  )
  expect(own.get('b4')).toBe('quarantined')
  const spoiled = judgeBatches(
    [batch('b2', 'bina', 2, 'Bina', { spoiled: true }), batch('d1', 'dora', 1, 'Dora', { deps: ['b2'] })],
    benchOf([]),
  )
  expect(Object.fromEntries(spoiled)).toEqual({ b2: 'quarantined', d1: 'waiting' })
})

test('without a right at her own heads a batch is refused, and after she has heard of the revoke it is her right that decides', () => {
  const verdicts = judgeBatches(
    [
      { ...batch('x', 'carla', 1, ''), by: undefined },
      batch('b9', 'bina', 9, 'Bina', { past: new Map([['alma', 5]]) }), // granted again, and knows
    ],
    benchOf([revokeOfBina]),
  )
  expect(Object.fromEntries(verdicts)).toEqual({ x: 'refused', b9: 'counts' })
})

const epoch = (id: string, seq: number, to: string[], past = emptyVector): Entry => ({
  id,
  device: 'alma',
  chain: 'alma',
  seq,
  key: `key of ${id}`,
  rootPast: past,
  past,
  size: [...past.values()].reduce((sum, held) => sum + held, 0),
  op: { type: 'epoch', to, earlier: [] },
})
/** Epochs that all count, with what else handed a key, in a space that these box keys may read now. */
const view = (boxes: readonly string[], epochs: readonly Entry[], others: readonly Entry[] = []): EpochView => ({
  epochs,
  handing: [...epochs, ...others],
  isIn: (box) => boxes.includes(box),
  due: boxes,
})

test('an epoch handed to somebody who is out is not written under; the causally latest usable one is', () => {
  const first = epoch('e1', 2, ['a', 'b'])
  const second = epoch('e2', 6, ['a'], new Map([['alma', 5]]))
  expect(usableEpochs(view(['a'], [first, second])).map(({ id }) => id)).toEqual(['e2'])
  expect(usableEpochs(view(['a', 'b'], [first, second])).map(({ id }) => id)).toEqual(['e2', 'e1'])
  expect(usableEpochs(view(['a'], [first]))).toEqual([])
  expect(withoutKey(view(['a', 'c'], [first, second]), second)).toEqual(['c'])
})

test('whoever was handed a key by a box is a recipient of it', () => {
  const first = epoch('e1', 2, ['a'])
  const box: Entry = { ...first, id: 'x', seq: 3, op: { type: 'box', to: ['b'] } }
  expect(usableEpochs(view(['a'], [first], [box]))).toEqual([])
  expect(withoutKey(view(['a', 'b'], [first], [box]), first)).toEqual([])
})

test('of two epochs minted apart the least id is written under', () => {
  const [one, two] = [epoch('e9', 2, ['a']), { ...epoch('e1', 7, ['a']), device: 'bina', chain: 'bina' }]
  expect(usableEpochs(view(['a'], [one, two]))[0]?.id).toBe('e1')
})

test('vectors say what a past holds', () => {
  const past = join(
    new Map([['alma', 3]]),
    new Map([
      ['alma', 1],
      ['bina', 2],
    ]),
    emptyVector,
  )
  expect(past).toEqual(
    new Map([
      ['alma', 3],
      ['bina', 2],
    ]),
  )
  expect(includes(past, { chain: 'alma', seq: 3 })).toBe(true)
  expect(includes(past, { chain: 'carla', seq: 1 })).toBe(false)
  expect(covers(past, withPlace(emptyVector, { chain: 'bina', seq: 2 }))).toBe(true)
  expect(covers(past, new Map([['bina', 3]]))).toBe(false)
})
