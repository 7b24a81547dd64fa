import type { Duplex } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomBytes } from '#core/crypto/randomBytes'
import { packItems } from '#core/relay/messages'
import type { RelayCode, ServerMessage } from '#core/relay/messages'
import { hostileRelaysStop, openHostileRelay } from '../support/hostileRelay'
import type { HostileRelay, Misbehaviour } from '../support/hostileRelay'
import { growthOf } from '../support/memory'
import { everybodyGoesHome } from '../support/people'
import type { Person } from '../support/people'
import { randomOf, seedsOf } from '../support/random'
import type { Random } from '../support/random'
import { openRelay, relaysStop } from '../support/relays'
import { board, convergeElsewhere, offer, twoWhoMet, visit } from '../support/relayVisits'

// A relay that is silent, has no end, or misbehaves at random: the visit ends in time, within bounds, and spoils nothing.

let alma: Person
let bina: Person
let relay: HostileRelay

beforeAll(async () => {
  ;({ alma, bina } = await twoWhoMet())
  relay = await openHostileRelay([await openRelay()])
})
afterAll(async () => {
  await hostileRelaysStop()
  await relaysStop()
  await everybodyGoesHome()
})

describe('What is no relay', () => {
  const answers: Record<string, [(socket: Duplex) => void, string]> = {
    'sends elsewhere': [
      (socket) => socket.end('HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:9/\r\n\r\n'),
      'Unreachable',
    ],
    'says that there is nothing': [(socket) => socket.end('HTTP/1.1 404 Not Found\r\n\r\n'), 'Unreachable'],
    'is another server': [(socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello'), 'Unreachable'],
    'speaks no HTTP': [(socket) => socket.end(randomBytes(2_000)), 'Unreachable'],
    'hangs up': [(socket) => socket.destroy(), 'Unreachable'],
    'takes the call and says nothing': [() => undefined, 'PeerTimeout'],
    'drips its first line': [(socket) => void setInterval(() => socket.write('H'), 200).unref(), 'Unreachable'],
  }
  test.each(Object.entries(answers))('a server that %s', async (_name, [opens, failure]) => {
    relay.lie({ opens })
    expect([failure, 'PeerTimeout', 'Unreachable']).toContain(await visit(alma, relay))
  })

  const silent = (until: ServerMessage['t']): Misbehaviour => ({ makes: ({ t }) => (t === until ? [] : undefined) })
  test.each(['hello', 'welcome', 'listed', 'stored', 'part'] as const)('a relay that never says %s', async (what) => {
    await offer(alma)
    relay.lie(silent(what))
    expect(await visit(alma, relay)).toMatch(what === 'part' ? /sent/ : /^PeerTimeout$/)
    relay.lie({})
    expect(await visit(alma, relay)).toMatch(/sent/)
  })

  const codes: Record<RelayCode, string> = {
    BadMessage: 'RelayMisbehaved',
    BadSize: 'RelayMisbehaved',
    BadSignature: 'RelayMisbehaved',
    NotFound: 'RelayMisbehaved',
    QuotaFull: 'RelayQuotaFull',
    RelayFull: 'RelayFull',
    TooMany: 'RelayBusy',
    NotAdmitted: 'RelayNotAdmitted',
    TooOld: 'RelayTooOld',
  }
  test('a relay that refuses, with any of its words', async () => {
    for (const [code, failure] of Object.entries(codes)) {
      relay.lie({ takes: (m) => (m.t === 'list' ? [{ t: 'failed', n: m.n, code: code as RelayCode }] : undefined) })
      expect([code, await visit(alma, relay)]).toEqual([code, failure])
      relay.lie({ takes: (m) => (m.t === 'enter' ? [{ t: 'failed', n: 0, code: code as RelayCode }] : undefined) })
      expect([code, await visit(alma, relay)]).toEqual([code, failure])
    }
  })
})

describe('What has no end', () => {
  test('control: memory is seen while it is held, and not when it was given up', async () => {
    const pause = (): Promise<unknown> => new Promise((soon) => setTimeout(soon, 800))
    const holds = async (): Promise<void> => {
      const held = Buffer.alloc(64 * 2 ** 20, 1)
      await pause()
      expect(held[held.length - 1]).toBe(1)
    }
    const drops = async (): Promise<void> => {
      for (let i = 0; i < 8; i++) Buffer.alloc(16 * 2 ** 20, 1)
      await pause()
    }
    expect(await growthOf(holds)).toBeGreaterThan(60)
    expect(await growthOf(drops)).toBeLessThan(32)
  })

  test('a list that always goes on is given up, within bounds', async () => {
    let [seq, pages, met] = [1_000_000, 0, '']
    const page = (most: number): Uint8Array<ArrayBuffer> => {
      pages += 1
      return packItems(Array.from({ length: most }, () => ({ seq: (seq += 1), hash: randomBytes(16) })))
    }
    relay.lie({
      takes: (m) => (m.t === 'list' ? [{ t: 'listed', n: m.n, items: page(m.most), more: true }] : undefined),
    })
    expect(await growthOf(async () => (met = await visit(alma, relay)))).toBeLessThan(256)
    expect(met).toBe('RelayMisbehaved')
    expect(pages).toBeGreaterThan(100) // a large network's list is longer than one page
    expect(pages).toBeLessThan(200)
  })

  test('a list longer than was asked for', async () => {
    relay.lie({})
    for (let i = 0; i < 2; i++) expect(await visit(alma, relay)).toMatch(/sent/)
    const items = packItems(Array.from({ length: 9 }, (_, i) => ({ seq: 1_000_000 + i, hash: randomBytes(16) })))
    relay.lie({
      takes: (m) => (m.t === 'list' && m.most < 9 ? [{ t: 'listed', n: m.n, items, more: false }] : undefined),
    })
    expect(await visit(alma, relay)).toBe('RelayMisbehaved')
  })

  test('a frame larger than any, and a flood of news', async () => {
    relay.lie({ makes: (m) => (m.t === 'listed' ? [new Uint8Array(50_000_000)] : undefined) })
    expect(await visit(alma, relay)).toMatch(/^(RelayMisbehaved|Unreachable)$/)
    const news = Array.from({ length: 20_000 }, (): ServerMessage => ({ t: 'new', n: 0, box: randomBytes(16) }))
    relay.lie({ makes: (m) => (m.t === 'welcome' ? [m, ...news] : undefined) })
    expect(await growthOf(() => visit(alma, relay))).toBeLessThan(256)
    relay.lie({})
    expect(await visit(alma, relay)).toMatch(/sent/)
  })

  test('a store that is another one at each visit is filled each time, and read', async () => {
    relay.lie({ makes: (m) => (m.t === 'hello' ? [{ ...m, instance: randomBytes(16) }] : undefined) })
    const alias = await offer(alma)
    for (const person of [alma, bina, alma]) expect(await visit(person, relay)).toMatch(/sent/)
    expect(await board(bina)).toContain(alias)
  })

  test('a part that never comes further', async () => {
    const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    const { uploadId } = await alma.call('attachment.begin', {})
    for (let i = 0; i < 3; i++)
      await alma.call('attachment.append', {
        uploadId,
        bytes: Buffer.alloc(200_000, `acta ${String(i)}`).toString('base64'),
      })
    await alma.call('case.addAttachment', { caseId, uploadId, name: 'acta.txt' })
    for (const at of [0, 2 ** 50]) {
      relay.lie({ takes: (m) => (m.t === 'put' && m.size > 300_000 ? [{ t: 'part', n: m.n, at }] : undefined) })
      expect(await visit(alma, relay)).toBe('RelayMisbehaved')
    }
    relay.lie({})
    expect(await visit(alma, relay)).toMatch(/sent/)
  })
})

/** What may become of a frame, at random. */
const mangle = (random: Random): Misbehaviour => {
  const before: Uint8Array[] = []
  const late: Uint8Array[] = []
  const changed = (frame: Uint8Array): readonly Uint8Array[] => {
    const at = random.whole(frame.length)
    const flipped = Uint8Array.from(frame, (byte, i) => (i === at ? byte ^ (1 << random.whole(8)) : byte))
    const ways = [
      () => [flipped],
      () => [frame.subarray(0, at)],
      () => [frame, frame],
      () => [random.pick(before)],
      () => [frame, random.pick(before)],
      () => [randomBytes(at)],
      () => {
        late.push(frame)
        return []
      },
    ]
    return random.pick(ways)()
  }
  return {
    frames(frame) {
      before.push(frame)
      return random.next() < 0.15 ? changed(frame) : [frame, ...late.splice(0)]
    },
  }
}

const failures =
  /^(\d+ sent, \d+ received|RelayMisbehaved|RelayBusy|RelayFull|RelayQuotaFull|RelayNotAdmitted|RelayTooOld|PeerTimeout|Unreachable)$/

const kept: number[] = []
const seeds = seedsOf('hostile relay', Number(process.env.TEJIDO_SEEDS ?? 24), kept)
test(
  `${String(seeds.length)} relays that misbehave at random`,
  { timeout: 30_000 + seeds.length * 15_000 },
  async () => {
    const cameTo = new Map<string, number>()
    for (const seed of seeds) {
      const random = randomOf(seed)
      const [mine, theirs] = [await offer(alma), await offer(bina)]
      relay.lie(mangle(random))
      for (const person of [alma, bina, alma]) {
        const met = await visit(person, relay)
        expect(met, `seed ${String(seed)}`).toMatch(failures)
        const kind = met.replace(/\d+/g, '')
        cameTo.set(kind, (cameTo.get(kind) ?? 0) + 1)
      }
      relay.lie({})
      for (const person of [alma, bina, alma])
        expect(await visit(person, relay), `seed ${String(seed)}`).toMatch(/sent/)
      expect(await board(alma), `seed ${String(seed)}`).toContain(theirs)
      expect(await board(bina), `seed ${String(seed)}`).toContain(mine)
    }
    await convergeElsewhere(alma, bina)
    const what = [...cameTo].map(([kind, count]) => `${kind.trim()}: ${String(count)}`).join(', ')
    process.stdout.write(`hostile relay: ${String(seeds.length)} passed, 0 failed (${what})\n`)
    expect(cameTo.size).toBeGreaterThan(1)
  },
)
