import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { AutomergeUrl, Repo } from '@automerge/automerge-repo'
import { toHex } from '#core/crypto/bytes'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { DoorKeeper } from '#core/sync/door'
import { dial, listen } from '#core/sync/tcp'
import { foundNetwork, joinNetwork } from '../support/people'
import { applyEdit, createRandom, edits } from './generate'
import { keyOf, openLaptop, valueOf } from './laptop'
import type { Laptop } from './laptop'
import { time } from './measure'
import type { Bench, Figure, Part } from './measure'
import { openRepos } from './repoOverWs'
import type { Traffic } from './repoOverWs'
import { fillShelf } from './shelf'

const keeper: DoorKeeper = {
  patience: 0,
  onRequest: () => Promise.resolve(),
  onTaken: () => Promise.resolve(),
}

/** Stands between two and counts: bytes, and frames by the lengths before them. */
const openCounter = async (to: number) => {
  let [frames, bytes] = [0, 0]
  const count = (): ((data: Buffer) => void) => {
    let rest = 0
    let begun = Buffer.alloc(0)
    return (data) => {
      bytes += data.length
      for (let at = 0; at < data.length;) {
        const skip = Math.min(rest, data.length - at)
        rest -= skip
        at += skip
        if (rest > 0 || at >= data.length) continue
        begun = Buffer.concat([begun, data.subarray(at, at + 2 - begun.length)])
        at += Math.min(2, data.length - at)
        if (begun.length < 2) continue
        rest = begun.readUInt16BE(0)
        begun = Buffer.alloc(0)
        frames += 1
      }
    }
  }
  const server = createServer((socket) => {
    const on = connect(to, '127.0.0.1')
    for (const [a, b] of [
      [socket, on],
      [on, socket],
    ] as const) {
      a.on('data', count())
      a.on('error', () => b.destroy())
      a.pipe(b)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    taken: (): Traffic => ({ messages: frames, bytes }),
    close: () => server.close(),
  }
}

/** One meeting of two laptops: what went over the line, and the CPU of both. */
const meeting = async (host: Laptop, guest: Laptop): Promise<Traffic & { readonly cpu: number }> => {
  const listener = valueOf(
    await listen(host.local, { host: '127.0.0.1', port: 0 }, keeper, { onMeeting: () => undefined }),
  )
  const counter = await openCounter(listener.port)
  const took = await time(async () =>
    valueOf(await dial(guest.local, { host: '127.0.0.1', port: counter.port }, keeper)),
  )
  const traffic = counter.taken()
  counter.close()
  await listener.close()
  return { ...traffic, cpu: took.cpu }
}

/** Edits of cases at a laptop, some in each of the first `cases`, sealed. */
const write = async (laptop: Laptop, caseIds: readonly string[], each: number, seed: number): Promise<void> => {
  for (const [i, caseId] of caseIds.entries())
    for (const { name, input } of edits(createRandom(seed + i), each, '').edits.filter(
      (edit) => edit.name !== 'case.setStatus',
    ))
      await laptop.call(name, { caseId, ...input })
  await sealDocuments(laptop.documents(), { force: true })
}

/** The same edits of the same documents in one of the peer's two. */
const writeThere = async (repo: Repo, urls: readonly AutomergeUrl[], each: number, seed: number): Promise<void> => {
  for (const [i, url] of urls.entries()) {
    const random = createRandom(seed + i)
    const handle = await repo.find<AnyDocument>(url)
    for (const edit of edits(random, each, '').edits.filter((one) => one.name !== 'case.setStatus'))
      handle.change((doc) => applyEdit(doc, edit, toHex(random.bytes(16)), 'a'.repeat(64)))
  }
}

/** Sessions between laptops beside automerge-repo over a WebSocket, on as many documents of the same sizes. */
export const syncPart: Part = {
  name: 'sync',
  async run({ quick, seed, progress }: Bench): Promise<Figure[]> {
    const count = quick ? 100 : 2_000
    const few = Math.ceil(count / 10)
    const alma = await foundNetwork()
    const bina = await joinNetwork(alma, 'Bina')
    const [founder, reader] = [await alma.id(), await bina.id()]
    for (const person of [alma, bina]) await person.lock()
    const [host, guest] = [
      await openLaptop(alma.vault, await keyOf(alma.vault)),
      await openLaptop(bina.vault, await keyOf(bina.vault)),
    ]
    const { caseIds, saved } = fillShelf(host, founder, count, { seed, progress, readers: () => [reader] })
    progress('a first meeting')
    const first = await meeting(host, guest)
    const repos = await openRepos(
      Array.from({ length: count }, (_, i) => saved[i % saved.length] ?? new Uint8Array()),
      progress,
    )
    const cold = await repos.quiet()

    progress('nothing new')
    const idle = await meeting(host, guest)
    await repos.reconnect(() => Promise.resolve())
    const idleThere = await repos.quiet()

    progress('one edit')
    await write(guest, caseIds.slice(0, 1), 1, seed)
    const one = await meeting(host, guest)
    await writeThere(repos.client(), repos.urls.slice(0, 1), 1, seed)
    const oneThere = await repos.quiet()

    progress('a thousand edits')
    const thousand = quick ? 5 : 2
    const cases = quick ? 20 : 500
    await write(guest, caseIds.slice(0, cases), thousand, seed + 1)
    const many = await meeting(host, guest)
    await writeThere(repos.client(), repos.urls.slice(0, cases), thousand, seed + 1)
    const manyThere = await repos.quiet()

    progress('a tenth behind')
    await write(guest, caseIds.slice(-few), 10, seed + 2)
    const behind = await meeting(host, guest)
    await repos.reconnect(() => writeThere(repos.server, repos.urls.slice(-few), 10, seed + 2))
    const behindThere = await repos.quiet()

    await repos.close()
    for (const laptop of [host, guest]) await laptop.close()

    const all = `${String(count)} cases of 100 changes`
    const figure = (
      name: string,
      unit: string,
      ours: number,
      peer: number,
      budget: Figure['budget'],
      data = all,
    ): Figure => ({
      name,
      unit,
      data,
      seeds: [seed],
      ours: [ours],
      peerName: 'automerge-repo, WebSocket',
      peer: [peer],
      budget,
    })
    const kib = (bytes: number): number => bytes / 1_024
    return [
      figure('sync: nothing new, frames', 'frames', idle.messages, idleThere.messages, undefined),
      figure('sync: nothing new, bytes', 'KiB', kib(idle.bytes), kib(idleThere.bytes), { of: 'ours', atMost: 2 }),
      figure('sync: one edit, a whole meeting', 'KiB', kib(one.bytes), kib(oneThere.bytes), undefined),
      figure(
        'sync: 1,000 edits, frames',
        'frames',
        many.messages,
        manyThere.messages,
        { of: 'ratio', atMost: 0.1 },
        `in ${String(cases)} of ${all}`,
      ),
      figure(
        'sync: 1,000 edits, bytes',
        'KiB',
        kib(many.bytes),
        kib(manyThere.bytes),
        undefined,
        `in ${String(cases)} of ${all}`,
      ),
      figure(
        'sync: a tenth behind, bytes',
        'KiB',
        kib(behind.bytes),
        kib(behindThere.bytes),
        { of: 'ratio', atMost: 0.4 },
        `ten edits in ${String(few)} of ${all}`,
      ),
      figure('sync: all of it, bytes', 'KiB', kib(first.bytes), kib(cold.bytes), undefined),
    ]
  },
}
