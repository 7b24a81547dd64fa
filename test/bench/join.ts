import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { Repo, stringifyAutomergeUrl } from '@automerge/automerge-repo'
import type { BinaryDocumentId } from '@automerge/automerge-repo'
import { WebSocketClientAdapter, WebSocketServerAdapter } from '@automerge/automerge-repo-network-websocket'
import * as A from '@automerge/automerge'
import { WebSocketServer } from 'ws'
import { sealDocuments } from '#core/documents/sealDocuments'
import { fromHex } from '#core/crypto/bytes'
import { documentIdOf } from '#core/envelopes/batches'
import { sessionKeys } from '#core/sync/door'
import { exchange } from '#core/sync/exchange'
import { exchangePieces } from '#core/sync/exchangePieces'
import { finishExchange, takeIn } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import { meet } from '#core/sync/prove'
import { openSession } from '#core/sync/session'
import { caseDocument } from '#shared/records/case'
import { openTap } from '../support/tap'
import { admitAuthor } from './craft'
import { createRandom, edits, opening } from './generate'
import { copyVault, keyOf, newLaptop, openLaptop, valueOf } from './laptop'
import type { Laptop } from './laptop'
import { time, timeAsIs } from './measure'
import type { Bench, Figure, Part } from './measure'
import { emptyMember } from './network'
import { allWires } from './open'

const changes = 100

type Story = {
  readonly host: string
  readonly guest: string
  readonly documents: readonly Uint8Array[]
  readonly ids: string[]
}

/** `count` cases of a hundred changes at a host, `each` to an envelope, and a guest who reads them all and has none of it. */
const tell = async (count: number, each: number, seed: number): Promise<Story> => {
  const random = createRandom(seed)
  const host = await newLaptop()
  await host.call('network.create', { name: 'Red de Práctica', country: 'GT', alias: 'Alma' })
  const author = await admitAuthor(host, 'Dora')
  const cases: { caseId: string; summary: string }[] = []
  for (let i = 0; i < count; i++) {
    const given = opening(random)
    const { caseId } = await host.call('case.open', given)
    await host.call('case.grant', { caseId, memberId: author.memberId })
    cases.push({ caseId, summary: given.summaryInternal ?? '' })
  }
  const guest = await emptyMember(host.ledger().network, author.device)
  const told = guest.local.network()
  if (!told) throw new Error('no network')
  valueOf(await takeIn(told, allWires(host)))
  const documents = host.documents()
  const saved: Uint8Array[] = []
  const ids: string[] = []
  for (const { caseId, summary } of cases) {
    for (const [i, { name, input }] of edits(random, changes, summary).edits.entries()) {
      await host.call(name, { caseId, ...input })
      if (i % each === each - 1) await sealDocuments(documents, { force: true })
    }
    await sealDocuments(documents, { force: true })
    const id = documentIdOf(caseId, caseDocument)
    const row = documents.row(id)
    if (!row) throw new Error('no case')
    saved.push(A.save((await documents.handle(row)).doc()))
    ids.push(id)
  }
  const story = { host: host.vault, guest: guest.vault, documents: saved, ids }
  await host.close()
  await guest.close()
  return story
}

const socketPair = async (): Promise<readonly [Socket, Socket]> => {
  const server = createServer()
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const calling = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
  const heard = await accepted
  server.close()
  return [calling, heard]
}

const open = (local: Local): OpenNetwork => {
  const network = local.network()
  if (!network) throw new Error('no network')
  return network
}

type Joined = { readonly read: number; readonly all: number; readonly cpuRead: number; readonly cpuAll: number }

/** The two meet over TCP on this machine: bytes both ways, and CPU of both, until she can read and until all is checked. */
const join = async (story: Story, keys: readonly [Uint8Array, Uint8Array]): Promise<Joined> => {
  const [host, guest]: [Laptop, Laptop] = [
    await openLaptop(copyVault(story.host), keys[0]),
    await openLaptop(copyVault(story.guest), keys[1]),
  ]
  await guest.local.taster.taste({ document: undefined, batches: [] }) // starts the thread
  const [near, far] = await socketPair()
  const [there, here] = await Promise.all([
    openSession(far, false, sessionKeys(host.local)),
    openSession(near, true, sessionKeys(guest.local).slice(0, 1)),
  ])
  const bytes = (): number => here.bytes().sent + here.bytes().received
  const first = await time(async () => {
    const peers = await Promise.all([
      meet(there, host.local, open(host.local)),
      meet(here, guest.local, open(guest.local)),
    ])
    await Promise.all([
      exchange(there, host.local, open(host.local), peers[0]),
      exchange(here, guest.local, open(guest.local), peers[1]),
    ])
    await finishExchange(guest.local)
    for (const id of story.ids) if (!(await guest.documents().read(id))) throw new Error('it cannot be read')
  })
  const read = bytes()
  const second = await timeAsIs(() =>
    Promise.all([
      exchangePieces(there, host.local, open(host.local)),
      exchangePieces(here, guest.local, open(guest.local)),
    ]),
  )
  const whole = story.ids.every((id, i) => {
    const heads = guest.documents().row(id)?.heads.toSorted().join()
    return (
      heads ===
      A.getHeads(A.load(story.documents[i] ?? new Uint8Array()))
        .toSorted()
        .join()
    )
  })
  if (!whole || guest.ledger().chains.count('headed') > 0) throw new Error('it came out different')
  const joined = { read, all: bytes(), cpuRead: first.cpu * 1_000, cpuAll: (first.cpu + second.cpu) * 1_000 }
  here.close()
  there.close()
  await host.close()
  await guest.close()
  return joined
}

/** The same documents by automerge-repo over WebSocket: bytes both ways and CPU of both. */
const joinRepo = async ({ documents, ids }: Story): Promise<{ readonly bytes: number; readonly cpu: number }> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))
  const tap = await openTap(() => (server.address() as AddressInfo).port)
  const share = (): Promise<boolean> => Promise.resolve(true)
  const host = new Repo({ network: [new WebSocketServerAdapter(server as never)], sharePolicy: share })
  const urls = ids.map((id) => stringifyAutomergeUrl({ documentId: fromHex(id) as BinaryDocumentId }))
  const took = await time(async () => {
    for (const [i, saved] of documents.entries())
      host.import(saved, { docId: urls[i]?.slice('automerge:'.length) as never })
    const guest = new Repo({
      network: [new WebSocketClientAdapter(`ws://127.0.0.1:${tap.port}`)],
      sharePolicy: () => Promise.resolve(false),
    })
    for (const url of urls) {
      const handle = await guest.find<Record<string, unknown>>(url)
      if (A.getHeads(handle.doc()).length === 0) throw new Error('it did not come')
    }
    return guest
  })
  const bytes = tap.captured().length
  await took.value.shutdown()
  await host.shutdown()
  for (const client of server.clients) client.terminate()
  server.close()
  return { bytes, cpu: took.cpu * 1_000 }
}

/** A woman who reads everything and has nothing of it meets a colleague for the first time. */
export const joinPart: Part = {
  name: 'join',
  async run({ quick, seed, progress }: Bench): Promise<Figure[]> {
    const [count, runs] = quick ? [4, 1] : [20, 3]
    const figures: Figure[] = []
    for (const each of [10, 1]) {
      progress(`${count} cases, ${each} changes to an envelope`)
      const story = await tell(count, each, seed)
      const keys = [await keyOf(story.host), await keyOf(story.guest)] as const
      const ours: Joined[] = []
      const theirs: { bytes: number; cpu: number }[] = []
      for (let run = 0; run < runs; run++) {
        progress(`run ${run + 1} of ${runs}`)
        ours.push(await join(story, keys))
        theirs.push(await joinRepo(story))
      }
      const data = `${count} cases × ${changes} changes, ${each} to an envelope`
      const common = { data, seeds: [seed], peerName: 'automerge-repo', budget: undefined }
      const kilobytes = theirs.map(({ bytes }) => bytes / 1_024 / count)
      const cpu = theirs.map((one) => one.cpu / count)
      const of = (pick: (joined: Joined) => number, by: number): number[] => ours.map((one) => pick(one) / by / count)
      const [most, half] = [{ of: 'ratio', atMost: 1.5 } as const, { of: 'ratio', atMost: 0.5 } as const]
      figures.push(
        {
          ...common,
          name: 'join: until she can read',
          unit: 'KiB a case',
          ours: of(({ read }) => read, 1_024),
          peer: kilobytes,
          budget: most,
        },
        { ...common, name: 'join: in all', unit: 'KiB a case', ours: of(({ all }) => all, 1_024), peer: kilobytes },
        {
          ...common,
          name: 'join: until she can read',
          unit: 'CPU ms a case',
          ours: of(({ cpuRead }) => cpuRead, 1),
          peer: cpu,
          budget: half,
        },
        { ...common, name: 'join: in all', unit: 'CPU ms a case', ours: of(({ cpuAll }) => cpuAll, 1), peer: cpu },
      )
    }
    return figures
  },
}
