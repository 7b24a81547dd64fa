import { cpSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomBytes } from '#core/crypto/randomBytes'
import { blobSizes, packItems, unpackItems } from '#core/relay/messages'
import type { ListedItem, ServerMessage } from '#core/relay/messages'
import { hostileRelaysStop, openHostileRelay } from '../support/hostileRelay'
import type { HostileRelay, Misbehaviour } from '../support/hostileRelay'
import { everybodyGoesHome, newFolder } from '../support/people'
import type { Person } from '../support/people'
import { openRelay, relaysStop } from '../support/relays'
import type { TestRelay } from '../support/relays'
import { board, convergeElsewhere, offer, twoWhoMet, visit } from '../support/relayVisits'

// Whatever a relay does, a visit ends in time with a typed failure or goes on, nothing wrong comes into the log, and what
// it kept back comes another way.

let alma: Person
let bina: Person
let honest: TestRelay
let relay: HostileRelay

beforeAll(async () => {
  ;({ alma, bina } = await twoWhoMet())
  honest = await openRelay()
  relay = await openHostileRelay([honest])
})
afterAll(async () => {
  await hostileRelaysStop()
  await relaysStop()
  await everybodyGoesHome()
})

const listed = (message: ServerMessage, change: (items: ListedItem[]) => readonly ListedItem[], more?: boolean) => {
  if (message.t !== 'listed') return undefined
  return [{ ...message, items: packItems(change(unpackItems(message.items) ?? [])), more: more ?? message.more }]
}
const ofBlob = (message: ServerMessage, change: (part: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) =>
  message.t === 'blob' ? [{ ...message, part: change(new Uint8Array(message.part)) }] : undefined

describe('What it lies about is found out, and the visit ends', () => {
  let kept: ServerMessage | undefined
  const lies: Record<string, Misbehaviour> = {
    'a list out of order': { makes: (message) => listed(message, (items) => items.reverse()) },
    'a list cut in the middle of an entry': {
      makes: (m) => (m.t === 'listed' ? [{ ...m, items: m.items.slice(0, -7) }] : undefined),
    },
    'a list that begins before what was asked': {
      makes: (message) => listed(message, (items) => [{ seq: 0, hash: randomBytes(16) }, ...items]),
    },
    'an empty list with more to come': { makes: (message) => listed(message, () => [], true) },
    'a blob with a flipped bit': { makes: (m) => ofBlob(m, (part) => part.fill((part[99] ?? 0) ^ 4, 99, 100)) },
    'a blob cut short': { makes: (m) => (m.t === 'blob' ? [{ ...m, size: blobSizes[7] ?? 0 }] : undefined) },
    'a blob without an end': { makes: (m) => ofBlob(m, () => new Uint8Array()) },
    'a blob longer than it said': {
      makes: (m) => (m.t === 'blob' ? [{ ...m, part: new Uint8Array(m.size + 1) }] : undefined),
    },
    'a blob of a petabyte': { makes: (m) => (m.t === 'blob' ? [{ ...m, size: 2 ** 50 }] : undefined) },
    'a blob from elsewhere in itself': { makes: (m) => (m.t === 'blob' ? [{ ...m, at: 262_144 }] : undefined) },
    'the blob that it gave before': {
      makes: (m) => {
        if (m.t !== 'blob') return undefined
        const before = kept?.t === 'blob' ? kept : m
        kept = m
        return [{ ...before, n: m.n }]
      },
    },
    'the answer to another question': {
      makes: (m) => ('n' in m && m.n > 1 ? [{ ...m, n: m.n - 1 } as ServerMessage] : undefined),
    },
    'answers to what nobody asked': {
      makes: (m) => ('n' in m ? [m, { ...m, n: 4_000_000 } as ServerMessage] : undefined),
    },
    'an answer of another kind': { makes: (m) => (m.t === 'listed' ? [{ t: 'stored', n: m.n, seq: 1 }] : undefined) },
    'a second hello': {
      makes: (m) =>
        m.t === 'welcome'
          ? [m, { t: 'hello', v: 1, instance: randomBytes(16), challenge: randomBytes(32), asks: false, source: '' }]
          : undefined,
    },
    'a second welcome': { makes: (m) => (m.t === 'welcome' ? [m, m] : undefined) },
    'a welcome before its hello': {
      makes: (m) => (m.t === 'hello' ? [{ t: 'welcome', quota: 1, used: 0, days: 1 }, m] : undefined),
    },
    'a frame of noise': { makes: (m) => (m.t === 'listed' ? [randomBytes(5_000)] : undefined) },
    'a frame of text': { makes: (m) => (m.t === 'listed' ? ['{"t":"listed"}'] : undefined) },
    'an empty frame': { makes: (m) => (m.t === 'listed' ? [new Uint8Array()] : undefined) },
  }
  test.each(Object.entries(lies))('%s', async (_name, lie) => {
    kept = undefined
    for (let i = 0; i < 2; i++) {
      await offer(bina)
      expect(await visit(bina, relay)).toMatch(/sent/) // so that there is something to lie about
    }
    relay.lie(lie)
    expect(await visit(alma, relay)).toBe('RelayMisbehaved')
    await convergeElsewhere(alma, bina)
    relay.lie({})
    expect(await visit(alma, relay)).toMatch(/sent/)
  })
})

describe('What cannot be told from an honest relay comes another way', () => {
  test('it withholds what is new: both go on, and a second relay has it', async () => {
    const alias = await offer(bina)
    await visit(bina, relay)
    relay.lie({ makes: (message) => listed(message, () => [], false) })
    expect(await visit(alma, relay)).toMatch(/sent, 0 received/)
    expect(await board(alma)).not.toContain(alias)
    const second = await openRelay()
    await visit(bina, second)
    await visit(alma, second)
    expect(await board(alma)).toContain(alias)
    relay.lie({})
    await convergeElsewhere(alma, bina)
  })

  test('it withholds what comes before: nothing is taken out of its order, and it is there when the gap is filled', async () => {
    const aliases: string[] = []
    for (let i = 0; i < 3; i++) {
      aliases.push(await offer(bina))
      await visit(bina, relay)
    }
    relay.lie({ makes: (message) => listed(message, (items) => items.slice(-1)) })
    expect(await visit(alma, relay)).toMatch(/0 received/)
    for (const alias of aliases) expect(await board(alma)).not.toContain(alias)
    relay.lie({})
    await convergeElsewhere(alma, bina)
    expect(await board(alma)).toEqual(expect.arrayContaining(aliases))
  })

  test('it shows each of them another store: they meet nowhere, until a folder joins them', async () => {
    const [one, other] = [await openRelay(), await openRelay()]
    const split = await openHostileRelay([one, other])
    const instance = randomBytes(16)
    split.lie({
      leadsTo: (connection) => connection % 2,
      makes: (m) => (m.t === 'hello' ? [{ ...m, instance }] : undefined),
    })
    const aliases = [await offer(alma), await offer(bina)]
    for (let i = 0; i < 2; i++) for (const person of [alma, bina]) expect(await visit(person, split)).toMatch(/sent/)
    expect(await board(alma)).not.toContain(aliases[1])
    expect(await board(bina)).not.toContain(aliases[0])
    await convergeElsewhere(alma, bina)
    expect(await board(alma)).toEqual(expect.arrayContaining(aliases))
  })

  test('it has no blob that it lists: nothing comes, nothing breaks, and later they are there', async () => {
    const alias = await offer(bina)
    await visit(bina, relay)
    relay.lie({ takes: (m) => (m.t === 'get' ? [{ t: 'failed', n: m.n, code: 'NotFound' }] : undefined) })
    expect(await visit(alma, relay)).toMatch(/0 received/)
    relay.lie({})
    await convergeElsewhere(alma, bina)
    expect(await board(alma)).toContain(alias)
  })
})

describe('A relay that says it has what it has not is found out', () => {
  const numbers: Record<string, (real: number) => number> = {
    'a number to come': (n) => 1_000 + n,
    'a number that is taken': () => 1,
    'no number': () => 0,
  }
  test.each(Object.entries(numbers))('it acknowledges with %s and drops', async (_name, number) => {
    await visit(alma, relay)
    await visit(alma, relay)
    const alias = await offer(alma)
    relay.lie({ takes: (m) => (m.t === 'put' ? [{ t: 'stored', n: m.n, seq: number(m.n) }] : undefined) })
    await visit(alma, relay)
    relay.lie({})
    expect(await visit(alma, relay)).toMatch(/^[1-9]/)
    await visit(bina, relay)
    expect(await board(bina)).toContain(alias)
    await convergeElsewhere(alma, bina)
  })

  test('it acknowledges a piece of an attachment and drops it', async () => {
    const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    const { uploadId } = await alma.call('attachment.begin', {})
    await alma.call('attachment.append', { uploadId, bytes: Buffer.alloc(90_000, 'acta').toString('base64') })
    const { attachmentId } = await alma.call('case.addAttachment', { caseId, uploadId, name: 'acta.txt' })
    await alma.call('case.grant', { caseId, memberId: await bina.id() })
    relay.lie({ takes: (m) => (m.t === 'put' && m.size > 90_000 ? [{ t: 'stored', n: m.n, seq: 1 }] : undefined) })
    expect(await visit(alma, relay)).toMatch(/sent/)
    relay.lie({})
    await visit(bina, relay)
    expect(await bina.query('attachment.read', { caseId, attachmentId })).not.toMatchObject({ missing: 0 })
    for (const person of [alma, bina, bina]) expect(await visit(person, relay)).toMatch(/sent/)
    expect(await bina.query('attachment.read', { caseId, attachmentId })).toMatchObject({ missing: 0 })
  })

  /** The store as it was, behind the same door. */
  const keepStore = async (of: TestRelay): Promise<() => Promise<void>> => {
    await of.stop()
    const copy = newFolder()
    cpSync(of.place, copy, { recursive: true })
    await of.restart()
    return async () => {
      await of.stop()
      rmSync(of.place, { recursive: true })
      cpSync(copy, of.place, { recursive: true })
      await of.restart()
    }
  }
  test.each(['before she looked again', 'after she looked again'])(
    'a store set back %s, and filled by others since, is read and filled again',
    async (when) => {
      const own = await openRelay()
      for (const person of [alma, bina, alma]) await visit(person, own)
      const setBack = await keepStore(own)
      const mine = await offer(alma)
      await visit(alma, own)
      if (when !== 'before she looked again') await visit(alma, own)
      await setBack()
      const theirs = [await offer(bina)]
      await visit(bina, own)
      theirs.push(await offer(bina))
      await visit(bina, own)
      await visit(alma, own)
      for (const alias of theirs) expect(await board(alma)).toContain(alias)
      await visit(bina, own)
      expect(await board(bina)).toContain(mine)
      await convergeElsewhere(alma, bina)
    },
  )
})
