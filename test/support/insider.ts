import { cpSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import * as A from '@automerge/automerge'
import { fromHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { sign } from '#core/crypto/signing'
import { createActor } from '#core/documents/actors'
import { assembleDocument } from '#core/documents/assemble'
import { openJournal } from '#core/documents/journal'
import { documentIdOf } from '#core/envelopes/batches'
import { encodeBatch } from '#core/envelopes/content'
import { joinEnvelope, makeEnvelope } from '#core/envelopes/envelope'
import type { Envelope } from '#core/envelopes/envelope'
import { openLedger } from '#core/envelopes/ledger'
import type { Ledger } from '#core/envelopes/ledger'
import { digestOf } from '#core/envelopes/tasteBatches'
import { deviceKeysFromBytes } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { encodeCbor } from '#core/identity/encode'
import type { Message } from '#core/sync/messages'
import type { Report } from '#core/sync/report'
import { openSession } from '#core/sync/session'
import type { Session } from '#core/sync/session'
import { readMeta } from '#core/vault/meta'
import { idBlob, idHex } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'
import { wrapBlob } from '#core/sync/blob'
import { folderWrap, nameOf } from '#core/sync/folderFiles'
import type { FolderWrap } from '#core/sync/folderFiles'
import { newFolder, passphrase, visitFolder } from './people'
import type { Person } from './people'

/** What an envelope of hers says; what is left out is as an honest app would write it. */
type Words = {
  readonly content: Uint8Array
  /** The space whose newest key seals it; the network's when left out. */
  readonly space?: string
  readonly key?: Uint8Array
  /** Box keys that get the sealing key. */
  readonly recipients?: readonly string[]
  readonly seq?: number
  readonly prev?: string
  readonly rootHeads?: readonly string[]
}

/** Changes as a batch carries them. */
export type Changes = { readonly bytes: Uint8Array; readonly hashes: readonly string[] }

/** Somebody who has a member's valid keys and no manners: what she signs is well-formed, whatever it says. */
export type Insider = {
  readonly alias: string
  readonly network: string
  readonly device: DeviceKeys
  /** Her view of the log when her laptop was closed. Nothing she says changes it. */
  readonly ledger: Ledger
  /** Where her chain stands, with what she said here. */
  readonly end: () => { readonly seq: number; readonly id: string }
  /** The newest key she has of a space (the network's when left out). */
  key(space?: string): Uint8Array
  /** Makes an envelope without putting it on her chain. */
  make(words: Words): Envelope
  /** Makes an envelope and goes on from it. */
  say(words: Words): Uint8Array
  /** All that she said here so far, in order. */
  said(): readonly Uint8Array[]
  /** Goes on from an envelope that she made otherwise. */
  goOnFrom(envelope: { readonly id: string; readonly seq: number }): void
  /** The content of an op of any name with any fields. */
  op(type: string, fields: Record<string, unknown>, space?: string, heads?: readonly string[]): Uint8Array
  /** The document as she knows it. */
  document(space: string, name: string): A.Doc<Record<string, unknown>>
  /** The envelopes nothing of the document rests on yet, as she knows them. */
  tips(space: string, name: string): string[]
  /** Honest changes of hers to a document. */
  change(
    space: string,
    name: string,
    edit: (doc: Record<string, unknown>) => void,
    how?: { readonly actor?: string; readonly from?: A.Doc<Record<string, unknown>> },
  ): Changes
  /** A batch with these changes; count, digest and what it rests on are right unless given. */
  batch(
    space: string,
    name: string,
    changes: Changes,
    but?: {
      readonly count?: number
      readonly digest?: Uint8Array
      readonly deps?: readonly string[]
      readonly heads?: readonly string[]
      readonly rootHeads?: readonly string[]
    },
  ): Uint8Array
  /** The network's wrap of the folder carrier. */
  wrap(): FolderWrap
  close(): void
}

const open: Insider[] = []
/** Closes the copies of vaults; in afterAll, before everybody goes home. */
export const insidersLeave = (): void => {
  for (const insider of open.splice(0)) insider.close()
}

/** Takes over a person's keys: her engine is closed for good, and a copy of her vault is opened by hand. */
export const turn = async (person: Person): Promise<Insider> => {
  await person.lock()
  const copy = join(newFolder(), 'copy')
  cpSync(person.vault, copy, { recursive: true })
  const vault = await openVault(copy, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const { db } = vault.value
  const networkBytes = readMeta(db, 'network')
  const keys = readMeta(db, 'device keys')
  if (!networkBytes || !keys) throw new Error(`${person.alias} is in no network`)
  const network = idHex(networkBytes)
  const device = deviceKeysFromBytes(keys)
  const ledger = openLedger(db, network, device, () => new Date())
  const journal = openJournal(db)
  let end = ledger.chains.end(device.deviceId) ?? { seq: 0, id: '' }
  const said: Uint8Array[] = []
  const heard = ledger
    .root()
    .heads()
    .map(({ id }) => id)
  const headsOf = (space: string): string[] => (ledger.space(space)?.heads() ?? []).map(({ id }) => id)
  const insider: Insider = {
    alias: person.alias,
    network,
    device,
    ledger,
    end: () => end,
    key: (space = network) => ledger.keyring.ofSpace(space)[0]?.secret ?? new Uint8Array(32),
    make({ content, space, key, recipients = [], seq = end.seq + 1, prev = end.id, rootHeads = heard }) {
      const envelope = makeEnvelope(device, {
        network: fromHex(network),
        seq,
        prev,
        rootHeads,
        key: key ?? insider.key(space),
        recipients,
        content,
      })
      if (!envelope) throw new RangeError('too large for an envelope')
      return envelope
    },
    say(words) {
      const envelope = insider.make(words)
      insider.goOnFrom({ id: envelope.id, seq: envelope.header.seq })
      const wire = joinEnvelope(envelope.signed, envelope.body)
      said.push(wire)
      return wire
    },
    said: () => said,
    goOnFrom: ({ id, seq }) => void (end = { id, seq }),
    op: (type, fields, space, heads = space === undefined ? [] : headsOf(space)) =>
      encodeCbor({
        kind: 'op',
        type,
        space: space === undefined ? null : fromHex(space),
        heads: heads.map(fromHex),
        fields,
      }),
    document: (space, name) => assembleDocument(ledger, journal, documentIdOf(space, name)),
    tips(space, name) {
      const tips = db
        .prepare('SELECT tips FROM document WHERE id = ?', { pluck: true })
        .get<Uint8Array<ArrayBuffer>>([idBlob(documentIdOf(space, name))])
      return tips ? (idHex(tips).match(/.{64}/g) ?? []) : []
    },
    change(space, name, edit, { actor = createActor(device.deviceId), from } = {}) {
      const before = from ?? insider.document(space, name)
      const after = A.change(A.clone(before, { actor }), { time: 0 }, edit)
      const hashes = A.getChangesMetaSince(after, A.getHeads(before)).map(({ hash: one }) => one)
      return { bytes: A.saveBundle(after, hashes), hashes }
    },
    batch: (space, name, { bytes, hashes }, but = {}) =>
      insider.say({
        ...(space === network ? {} : { space }),
        ...(but.rootHeads ? { rootHeads: but.rootHeads } : {}),
        content: encodeBatch({
          kind: 'batch',
          space,
          heads: but.heads ?? (space === network ? [] : headsOf(space)),
          document: name,
          deps: but.deps ?? insider.tips(space, name),
          count: but.count ?? hashes.length,
          digest: but.digest ?? digestOf(hashes),
          batch: bytes,
        }),
      }),
    wrap: () => folderWrap({ secret: insider.key(), context: fromHex(network) }),
    close: () => vault.value.close(),
  }
  open.push(insider)
  return insider
}

/** Puts envelopes in a folder as any member's app would. */
export const leaveIn = (folder: string, insider: Insider, wires: readonly Uint8Array[]): void => {
  for (const wire of wires)
    writeFileSync(
      join(folder, nameOf(insider.wrap(), 'envelope', hash(wire))),
      wrapBlob(insider.wrap(), 'envelope', wire),
    )
}

/** The victim finds the envelopes in a fresh folder. */
export const deliver = async (victim: Person, insider: Insider, ...wires: readonly Uint8Array[]): Promise<Report> => {
  const folder = newFolder()
  leaveIn(folder, insider, wires)
  return visitFolder(victim, folder)
}

/** What a person's laptop set apart, as "who: why", in order. */
export const setApart = async (person: Person): Promise<string[]> =>
  (await person.query('quarantine.list')).items.map(({ alias, reason }) => `${alias}: ${reason}`)

/** The victim listens while `work` runs with her port; then she stops. */
export const whileListening = async <T>(victim: Person, work: (port: number) => Promise<T>): Promise<T> => {
  const stop = new AbortController()
  let heard: (port: number) => void = () => undefined
  const port = new Promise<number>((resolve) => (heard = resolve))
  const listening = victim.engine().exchange({
    carriers: [{ kind: 'listen', address: { host: '127.0.0.1', port: 0 } }],
    wait: 30_000,
    watch: true,
    signal: stop.signal,
    onListening: heard,
  })
  try {
    return await work(await port)
  } finally {
    stop.abort()
    await listening
  }
}

/** A session of the insider's with a listener: handshake done, her device proved, the listener's proof taken. */
export const converse = async (insider: Insider, port: number): Promise<Session> => {
  const socket = connect({ host: '127.0.0.1', port })
  const psk = derive(insider.key(), 'lan psk', fromHex(insider.network))
  const session = await openSession(socket, true, [{ kind: 'network', psk, newer: false }])
  const { network, device } = insider
  await session.send({
    t: 'prove',
    device: fromHex(device.deviceId),
    signature: sign('session dialler', fromHex(network), session.hash, device.sign.secretKey),
  })
  await expectKind(session, 'known')
  await expectKind(session, 'prove')
  await session.send({ t: 'known', known: true, yours: [] })
  return session
}

/** The next message, which must be of one kind. */
export const expectKind = async (session: Session, kind: Message['t']): Promise<Message> => {
  const message = await session.receive()
  if (message.t !== kind) throw new Error(`expected ${kind}, got ${message.t}`)
  return message
}

/** Goes on to where envelopes are asked for, claiming to hold nothing the listener has. */
export const untilEnvelopes = async (session: Session): Promise<void> => {
  await session.send({ t: 'digest', digest: randomBytes(32) })
  await expectKind(session, 'digest')
  await session.send({ t: 'buckets', buckets: Array.from({ length: 16 }, () => randomBytes(16)) })
  await expectKind(session, 'buckets')
  await session.send({ t: 'ends', ends: [], requests: [] })
  await expectKind(session, 'ends')
}

/** Gives envelopes over TCP, the whole conversation through. */
export const deliverOverTcp = async (
  victim: Person,
  insider: Insider,
  ...wires: readonly Uint8Array[]
): Promise<void> => {
  await whileListening(victim, async (port) => {
    const session = await converse(insider, port)
    await untilEnvelopes(session)
    for (const wire of wires) await session.send({ t: 'envelopes', list: [wire] })
    await session.send({ t: 'end' })
    while ((await session.receive()).t !== 'end');
    await session.send({ t: 'stored' })
    await expectKind(session, 'stored')
    session.close()
  })
}
