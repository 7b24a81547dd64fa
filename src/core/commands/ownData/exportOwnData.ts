import { closeSync, fdatasyncSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { mayRead } from '#core/commands/caseReaders'
import { recordAccess } from '#core/commands/cases/accesses'
import { onTeam } from '#core/commands/cases/onTeam'
import { contextOf, requireMember } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { createArchive } from '#core/commands/ownData/archive'
import type { Archive } from '#core/commands/ownData/archive'
import { writeBlocks } from '#core/commands/ownData/blocks'
import { addDocument } from '#core/commands/ownData/documentFiles'
import type { ExportedDocument } from '#core/commands/ownData/documentFiles'
import { makeHead } from '#core/commands/ownData/head'
import { isLongEnough } from '#core/crypto/passphraseKey'
import type { DocumentRow } from '#core/documents/documents'
import { roleOf } from '#core/spaces/rootState'
import type { Networks } from '#core/sync/networks'
import { awaitDisk } from '#core/vault/diskFailure'
import { costFromEnvironment } from '#core/vault/heldVault'
import { roomForBackup } from '#core/vault/vault'
import type { Going } from '#core/vault/vault'
import { entryAt, syncFolder } from '#core/vault/vaultFiles'
import { sentence } from '#shared/i18n/say'
import type { OwnDataWritten } from '#shared/contract/host'
import { caseDocument } from '#shared/records/case'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What she may read now, the document of each space by its id. What was erased is nobody's. */
const readableDocuments = (member: Member): DocumentRow[] =>
  member.documents
    .rows()
    .filter(
      ({ space }) => space === member.ledger.network || (!member.root.erased.has(space) && mayRead(member, space)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))

/** Her team sees that the case was exported, where she can write; an app that is too old must not keep her from her data. */
const leaveTrace = async (context: Context, { space, name }: DocumentRow): Promise<Result<void>> => {
  const on = name === caseDocument ? onTeam(context, space) : undefined
  if (!on?.ok || on.value.ledger.spaceState(space)?.created?.op.kind !== 'case') return ok(undefined)
  return recordAccess(on.value, 'export')
}

const addIndex = ({ root, ledger, memberId }: Member, at: string, archive: Archive, all: ExportedDocument[]): void => {
  const members = [...root.members].map(([id, { alias }]) => ({ memberId: id, alias, role: roleOf(root, id) }))
  const network = { networkId: ledger.network, name: root.network?.name ?? '', country: root.network?.country ?? '' }
  const index = { format: 'tejido own data', version: 1, at, network, memberId, members, documents: all }
  archive.addText('index.json', `${JSON.stringify(index, null, 1)}\n`)
  archive.addText('leeme.txt', sentence('es', 'ownData.readMe'))
  archive.addText('readme.txt', sentence('en', 'ownData.readMe'))
}

/** One document a turn, so that others get theirs. Failures: Cancelled, those of requireMember and of a disk. */
const fill = async (
  networks: Networks,
  archive: Archive,
  { onShare, signal, onDocument }: Going & { readonly onDocument: () => void },
): Promise<Result<Omit<OwnDataWritten, 'sha256'>>> => {
  const context = contextOf(networks)
  const inTurn = <T>(work: (member: Member) => Promise<Result<T>> | Result<T>): Promise<Result<T>> =>
    networks.turns.exclusive(async () => {
      const who = requireMember(context)
      return who.ok ? work(who.value) : who
    })
  const rows = await inTurn((member) => ok(readableDocuments(member)))
  if (!rows.ok) return rows
  const all: ExportedDocument[] = []
  for (const [i, row] of rows.value.entries()) {
    const added = await inTurn(async (member) => {
      const traced = await leaveTrace(context, row)
      return traced.ok ? ok(await addDocument(member, archive, row)) : traced
    })
    if (!added.ok) return added
    if (added.value) all.push(added.value)
    onDocument()
    onShare?.((i + 1) / rows.value.length)
    await setImmediate() // so that what was told goes out, and a cancel comes in
    if (signal?.aborted) return fail('Cancelled')
  }
  const closed = await inTurn((member) => {
    addIndex(member, context.now().toISOString(), archive, all)
    return ok(undefined)
  })
  if (!closed.ok) return closed
  const sum = (of: 'attachments' | 'elsewhere' | 'damaged'): number => all.reduce((total, one) => total + one[of], 0)
  const files = { attachments: sum('attachments'), elsewhere: sum('elsewhere'), damaged: sum('damaged') }
  return ok({ documents: all.length, ...files })
}

/**
 * Writes all that she may read in the current network to one file under a passphrase of its own, from which it is read
 * without any network (docs/wire-format.md). It stands at `file` only when all of it is on the disk. Never call it in the
 * queue. Failures: PlaceNotWhole · PassphraseTooShort · FileExists · FolderMissing · Cancelled, those of requireMember and of
 * a disk; then `file` is not there.
 */
export const exportOwnData = (
  networks: Networks,
  file: string,
  passphrase: string,
  going: Going = {},
): Promise<Result<OwnDataWritten>> =>
  awaitDisk(async () => {
    if (!isAbsolute(file)) return fail('PlaceNotWhole')
    if (!isLongEnough(passphrase)) return fail('PassphraseTooShort')
    const path = resolve(file)
    const room = roomForBackup(path)
    if (!room.ok) return room
    const part = `${path}.part`
    try {
      rmSync(part, { force: true })
      const headed = await makeHead(passphrase, costFromEnvironment())
      const fd = openSync(part, 'wx', 0o600)
      let filled: Awaited<ReturnType<typeof fill>>
      let sha256: string
      try {
        const archive = createArchive(writeBlocks(fd, headed))
        // what the disk still owes is no progress, and cannot be cancelled
        filled = await fill(networks, archive, { ...going, onDocument: () => fdatasyncSync(fd) })
        if (!filled.ok) return filled
        sha256 = archive.end()
        fsyncSync(fd)
      } finally {
        headed.key.fill(0)
        closeSync(fd)
      }
      if (entryAt(path)) return fail('FileExists')
      renameSync(part, path)
      syncFolder(dirname(path))
      return ok({ sha256, ...filled.value })
    } finally {
      rmSync(part, { force: true })
    }
  })
