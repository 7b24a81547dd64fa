import { expect, test } from 'vitest'
import { releaseMachine } from '#shared/rules/release'
import { foldReleases } from '#shared/rules/releaseLedger'
import type { ReleaseLedger, ReleaseSaying, ReleaseStatus, ReleaseWord } from '#shared/rules/release'
import { areOfOneYear, isClosedBy, isOverBefore, monthsOf } from '#shared/rules/releasePeriod'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { randomOf, seedsOf } from '../support/random'

const specOf = (period: string, audience: ReleaseSpec['audience'] = 'public'): ReleaseSpec => ({
  period,
  audience,
  sections: ['registry'],
  tables: [],
  country: null,
})

/** A laptop that says words as an honest app does: it names all that it heard. */
const laptopOf = (by: string, coordinates: (member: string, at: string | null) => boolean = () => true) => {
  const words = new Map<string, ReleaseWord>()
  let last = 0
  const fold = (): ReleaseLedger => foldReleases([...words.values()], coordinates)
  const say = (says: ReleaseSaying, more: Partial<ReleaseWord> = {}): string => {
    const id = `${by}${String(++last).padStart(4, '0')}`
    words.set(id, { id, by, after: fold().heads, says, ...more })
    return id
  }
  const earlierOf = (period: string): string[] =>
    [...fold().releases.values()].flatMap(({ lease, entries }) =>
      entries.length > 0 && areOfOneYear(lease.says.spec.period, period) ? [lease.id] : [],
    )
  return {
    by,
    words,
    fold,
    say,
    status: (id: string): ReleaseStatus | undefined => fold().releases.get(id)?.status,
    lease: (period: string, { supersedes = null as string | null, digest = `of ${period}`, ...more } = {}): string =>
      say({
        kind: 'lease',
        product: 'tables',
        spec: specOf(period),
        digest,
        data: {},
        thresholds: { public: 5, grave: 10 },
        earlier: earlierOf(period),
        supersedes,
        ...more,
      }),
    approve: (lease: string, digest?: string): string =>
      say({ kind: 'approval', lease, digest: digest ?? fold().releases.get(lease)?.lease.says.digest ?? '' }),
    publish: (lease: string): string =>
      say({ kind: 'entry', product: 'tables', lease, digest: fold().releases.get(lease)?.lease.says.digest ?? '' }),
    hear: (other: { readonly words: ReadonlyMap<string, ReleaseWord> }): void => {
      for (const [id, word] of other.words) words.set(id, word)
    },
  }
}
const meet = (...all: ReturnType<typeof laptopOf>[]): void => {
  for (const one of all) for (const other of all) one.hear(other)
}

test('periods: the months of a quarter, what is of one year, what is over and closed', () => {
  expect(monthsOf('2012-T3')).toEqual(['2012-07', '2012-08', '2012-09'])
  expect(
    [monthsOf('2012'), monthsOf('2012-S2'), monthsOf('2012-X1'), monthsOf('2012-toString')].map((m) => m.length),
  ).toEqual([12, 6, 0, 0])
  expect([areOfOneYear('2012', '2012-T4'), areOfOneYear('2012-T1', '2012-T2')]).toEqual([true, true])
  expect(areOfOneYear('2012', '2013')).toBe(false)
  expect([isOverBefore('2012-S1', '2012-06-30'), isOverBefore('2012-S1', '2012-07-01')]).toEqual([false, true])
  expect(isClosedBy('2012-T1', new Set(['2012-01', '2012-02']))).toBe(false)
  expect(isClosedBy('2012-T1', new Set(['2012-01', '2012-02', '2012-03']))).toBe(true)
  expect(isClosedBy('2012-T1', new Set(['2012']))).toBe(true)
})

test('one leases, another approves, it is published; a correction of it takes its place and both stay in the ledger', () => {
  const [alma, bina] = [laptopOf('alma'), laptopOf('bina')]
  const first = alma.lease('2012')
  expect(alma.status(first)).toBe('leased')
  meet(alma, bina)
  bina.approve(first)
  expect(bina.status(first)).toBe('approved')
  meet(alma, bina)
  alma.publish(first)
  expect(alma.status(first)).toBe('published')
  const second = alma.lease('2012', { supersedes: first })
  meet(alma, bina)
  bina.approve(second)
  bina.publish(second)
  meet(alma, bina)
  expect([alma.status(first), alma.status(second)]).toEqual(['superseded', 'published'])
})

test('a second of the same days that does not say what it corrects, or was not checked against what was published, counts nowhere', () => {
  const [alma, bina] = [laptopOf('alma'), laptopOf('bina')]
  const first = alma.lease('2012')
  bina.hear(alma)
  bina.approve(first)
  bina.publish(first)
  const unsaid = bina.lease('2012')
  const blind = bina.lease('2012-S1', { earlier: [] } as object)
  expect(bina.fold().unsound).toEqual([unsaid, blind].sort())
  expect(bina.fold().releases.size).toBe(1)
  const aware = bina.lease('2012-S1')
  expect(bina.status(aware)).toBe('leased')
})

test('two leases said apart invalidate each other; the one that is chosen goes on, and the other is lost', () => {
  const [alma, bina, carla] = [laptopOf('alma'), laptopOf('bina'), laptopOf('carla')]
  const [a, b] = [alma.lease('2012'), bina.lease('2012-T1')]
  expect([alma.status(a), bina.status(b)]).toEqual(['leased', 'leased'])
  meet(alma, bina, carla)
  for (const one of [alma, bina, carla]) {
    expect([one.status(a), one.status(b)]).toEqual(['conflict', 'conflict'])
    expect(one.fold().releases.get(a)?.rivals).toEqual([b])
  }
  carla.approve(a)
  carla.publish(a) // her laptop would not; whoever says it all the same says nothing
  expect(carla.status(a)).toBe('conflict')
  carla.say({ kind: 'choice', lease: a })
  meet(alma, bina, carla)
  expect([bina.status(a), bina.status(b)]).toEqual(['approved', 'lost'])
  const late = bina.publish(b)
  expect(bina.fold().unsound).toContain(late)
})

test('two that were published apart are both shown and neither stands until one is chosen; both bind what comes later', () => {
  const [alma, bina, carla, dora] = ['alma', 'bina', 'carla', 'dora'].map((one) => laptopOf(one)) as [
    ReturnType<typeof laptopOf>,
    ReturnType<typeof laptopOf>,
    ReturnType<typeof laptopOf>,
    ReturnType<typeof laptopOf>,
  ]
  const [a, b] = [alma.lease('2012'), bina.lease('2012-S1')]
  carla.hear(alma)
  carla.approve(a)
  carla.publish(a)
  dora.hear(bina)
  dora.approve(b)
  dora.publish(b)
  meet(alma, bina, carla, dora)
  expect([alma.status(a), alma.status(b)]).toEqual(['conflict', 'conflict'])
  alma.say({ kind: 'choice', lease: b })
  meet(alma, bina, carla, dora)
  expect([dora.status(a), dora.status(b)]).toEqual(['lost', 'published'])
  const next = dora.lease('2012-T1')
  const { releases } = dora.fold()
  expect(releases.get(next)?.status).toBe('leased')
  expect(releases.get(next)?.lease.says.earlier.toSorted()).toEqual([a, b].sort())
})

test('a lease that did not hear of what was published meanwhile is overtaken; one whose author coordinates no more has lapsed', () => {
  const out = new Set<string>()
  const coordinates = (member: string, at: string | null): boolean => at !== null || !out.has(member)
  const [alma, bina, carla] = ['alma', 'bina', 'carla'].map((one) => laptopOf(one, coordinates)) as [
    ReturnType<typeof laptopOf>,
    ReturnType<typeof laptopOf>,
    ReturnType<typeof laptopOf>,
  ]
  const a = alma.lease('2012')
  const b = bina.lease('2012')
  carla.hear(alma)
  carla.approve(a)
  carla.publish(a)
  meet(alma, bina, carla)
  expect([bina.status(a), bina.status(b)]).toEqual(['published', 'overtaken'])
  const c = bina.lease('2013')
  out.add('bina')
  out.add('alma')
  expect([bina.status(c), bina.status(a)]).toEqual(['lapsed', 'published'])
})

test('nobody approves her own, nor with another number; an entry without an approval, or of something else, is none', () => {
  const [alma, bina] = [laptopOf('alma'), laptopOf('bina')]
  const a = alma.lease('2012')
  alma.approve(a)
  expect(alma.status(a)).toBe('leased')
  const entry = alma.publish(a)
  bina.hear(alma)
  bina.approve(a, 'something else')
  expect(bina.status(a)).toBe('leased')
  expect(bina.fold().unsound).toEqual([entry])
  bina.approve(a)
  bina.say({ kind: 'entry', product: 'tables', lease: a, digest: 'other cells' })
  expect(bina.status(a)).toBe('approved')
  expect(bina.fold().unsound).toHaveLength(2)
})

test('what names words that are not here waits, and says so, unless nobody who coordinates built on it', () => {
  const [alma, bina] = [laptopOf('alma'), laptopOf('bina')]
  const a = alma.lease('2012')
  const gone = bina.say({ kind: 'cancel', lease: a, reason: 'y' })
  bina.words.delete(gone)
  alma.say({ kind: 'cancel', lease: a, reason: 'x' }, { after: [a, gone] })
  expect(alma.fold().missing).toEqual([gone])
  expect(alma.status(a)).toBe('leased')
  const stranger = laptopOf('alma', (_, at) => at !== null)
  stranger.hear(alma)
  expect(stranger.fold().missing).toEqual([])
})

/** States that releases were in at the end of a story, so that it can be seen that stories come to all of them. */
const reached = new Map<string, number>()

/** Five who coordinate do whatever their laptops let them, and meet now and then. */
const story = (seed: number): void => {
  const random = randomOf(seed)
  const all = ['alma', 'bina', 'carla', 'dora', 'elsa'].map((one) => laptopOf(one))
  const periods = ['2012', '2012-S1', '2012-T1', '2012-T3', '2013']
  const wasOut = new Set<string>()
  for (let turn = 0; turn < 60; turn++) {
    const who = random.pick(all)
    const known = [...who.fold().releases.values()]
    const one = known.length > 0 ? random.pick(known) : undefined
    const act = random.whole(8)
    const period = random.pick(periods)
    if (act === 0) meet(who, random.pick(all))
    else if (act < 3) {
      const near = known.filter(({ lease }) => areOfOneYear(lease.says.spec.period, period))
      const stands = near.find(({ lease, status }) => lease.says.spec.period === period && status === 'published')
      if (near.some(({ status }) => ['leased', 'approved', 'conflict'].includes(status))) continue
      const id = who.lease(period, { supersedes: stands?.lease.id ?? null, digest: `${period} ${turn}` })
      expect([seed, turn, who.fold().unsound.includes(id)]).toEqual([seed, turn, false])
    } else if (one?.status === 'leased' && one.lease.by !== who.by) who.approve(one.lease.id)
    else if (one?.status === 'approved' && act < 7) who.publish(one.lease.id)
    else if (one?.status === 'conflict') who.say({ kind: 'choice', lease: one.lease.id })
    else if (one?.entries.length === 0 && act === 7) who.say({ kind: 'cancel', lease: one.lease.id, reason: 'x' })
    for (const { lease, entries } of who.fold().releases.values()) if (entries.length > 0) wasOut.add(lease.id)
  }
  meet(...all)
  const views = all.map(({ words }) => {
    const { releases, unsound, missing } = foldReleases(random.shuffle([...words.values()]), () => true)
    expect([seed, unsound, missing]).toEqual([seed, [], []])
    return releases
  })
  const plain = views.map((releases) =>
    [...releases].map(([id, { status, rivals }]) => `${id} ${status} ${[...rivals].sort().join()}`).sort(),
  )
  for (const other of plain) expect([seed, other]).toEqual([seed, plain[0]])
  const releases = [...(views[0]?.values() ?? [])]
  const standing = releases.filter(({ status }) => status === 'published')
  for (const release of releases) {
    const { lease, entries, approvals, status } = release
    const end = entries.length > 0 ? `${status}, out` : status
    reached.set(end, (reached.get(end) ?? 0) + 1)
    expect([seed, Object.hasOwn(releaseMachine.moves, status)]).toEqual([seed, true])
    // what was out anywhere is out for good, and nothing is out that two did not say
    if (wasOut.has(lease.id)) expect([seed, entries.length > 0]).toEqual([seed, true])
    if (entries.length > 0) expect([seed, approvals.length > 0]).toEqual([seed, true])
    // whatever stands was checked against all that is out of the same days, or the other against it
    if (status === 'published')
      for (const other of standing)
        if (other !== release && areOfOneYear(other.lease.says.spec.period, lease.says.spec.period))
          expect([
            seed,
            lease.says.earlier.includes(other.lease.id) || other.lease.says.earlier.includes(lease.id),
          ]).toEqual([seed, true])
  }
}

test('however five of them go on apart and meet, all come to the same ledger, and nothing stands that was not checked', () => {
  for (const seed of seedsOf('releases', Number(process.env.TEJIDO_SEEDS ?? 60))) story(seed)
  process.stdout.write(`${[...reached].map(([end, count]) => `${end}: ${count}`).join(' · ')}\n`)
})
