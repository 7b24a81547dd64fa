import type { Archive } from '#core/commands/ownData/archive'
import type { Member } from '#core/commands/context'
import type { DocumentRow } from '#core/documents/documents'
import { readPiece } from '#core/documents/pieces'
import type { SealedFile } from '#core/documents/pieces'
import type { PlainDocument } from '#core/envelopes/readDocument'
import { idBlob } from '#core/vault/sql'
import { attachmentRecord } from '#shared/records/attachment'
import { rowsIn } from '#shared/records/record'
import { objectOf } from '#shared/records/tolerant'

/** A document as it goes into the archive: whose space, what it is called in lists, and what became of its files. */
export type ExportedDocument = {
  readonly file: string
  readonly kind: string
  readonly name: string
  readonly label: string
  /** It is shown as somebody lent it: not all under it has come. */
  readonly beingChecked: boolean
  readonly attachments: number
  /** Files that are not on this laptop, and those whose row names something else. */
  readonly elsewhere: number
  readonly damaged: number
}

/** What opens things, and is nothing that somebody wrote. */
const leftOut: Readonly<Record<string, readonly string[]>> = { attachments: ['key', 'pieces'], transfers: ['secret'] }

const isLeftOut = (part: string, field: string): boolean =>
  Object.hasOwn(leftOut, part) && (leftOut[part]?.includes(field) ?? false)

/** A document's own fields, and its rows by part and id: all that is in it, also what this version does not know. */
const contentsOf = (state: unknown): { fields: object; parts: object } => {
  const fields: [string, unknown][] = []
  const parts = new Map<string, [string, unknown][]>()
  for (const [key, value] of Object.entries(objectOf(state))) {
    const at = key.indexOf('/')
    if (at < 0) {
      fields.push([key, value])
      continue
    }
    const part = key.slice(0, at)
    const kept = Object.entries(objectOf(value)).filter(([field]) => !isLeftOut(part, field))
    parts.set(part, [...(parts.get(part) ?? []), [key.slice(at + 1), Object.fromEntries(kept)]])
  }
  const grouped = [...parts].map(([part, rows]): [string, object] => [part, Object.fromEntries(rows)])
  return { fields: Object.fromEntries(fields), parts: Object.fromEntries(grouped) }
}

const conflictsOf = ({ conflicts }: PlainDocument): PlainDocument['conflicts'] =>
  conflicts.filter(({ path }) => {
    const [part = '', field = ''] = [path.split('/')[0], path.split('.').at(-1)]
    return !isLeftOut(part, field)
  })

/** Endings that a program which opens the file goes by; any other file is plain bytes. */
const endings = new Set('jpg jpeg png webp heic pdf txt csv docx xlsx odt ods mp3 m4a ogg opus wav mp4 webm'.split(' '))

const endingOf = (name: string): string => {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return endings.has(ending) ? ending : 'bin'
}

/** Whether all of a file is here: each piece is opened, since what a row names need not be it. */
const stateOf = ({ ledger }: Member, file: SealedFile): 'here' | 'elsewhere' | 'damaged' => {
  if (file.pieces.length === 0) return 'damaged'
  for (const index of file.pieces.keys()) {
    const bytes = readPiece(ledger.db, file, index)
    if (typeof bytes === 'string') return bytes === 'elsewhere' ? 'elsewhere' : 'damaged'
  }
  return 'here'
}

function* partsOf({ ledger }: Member, file: SealedFile): Generator<Uint8Array> {
  for (const index of file.pieces.keys()) {
    const bytes = readPiece(ledger.db, file, index)
    if (typeof bytes !== 'string') yield bytes
  }
}

type FileState = { readonly id: string; readonly state: 'here' | 'elsewhere' | 'damaged'; readonly file: string | null }

/** Puts the attachments of a document into the archive; those that were taken out are no files any more. */
const addAttachments = (member: Member, archive: Archive, document: string, written: unknown): FileState[] =>
  [...rowsIn(written, 'attachments', attachmentRecord)].flatMap(
    ([id, { name, key, pieces, size, removedAt }]): FileState[] => {
      if (removedAt !== null || !/^[0-9a-f]{32}$/.test(id)) return []
      const sealed = { key, pieces, size: size ?? 0 }
      const state = stateOf(member, sealed)
      const file = state === 'here' ? `attachments/${document}/${id}.${endingOf(name)}` : null
      if (file !== null) archive.add(file, sealed.size, partsOf(member, sealed))
      return [{ id, state, file }]
    },
  )

/** The document's name in lists; '' where it has none. */
const labelOf = ({ ledger }: Member, document: string): string =>
  ledger.db
    .prepare("SELECT label FROM record WHERE document = ? AND label <> '' ORDER BY no LIMIT 1", { pluck: true })
    .get<string>([idBlob(document)]) ?? ''

/** Puts a document and its files into the archive; undefined where there is nothing of it. In one turn. */
export const addDocument = async (
  member: Member,
  archive: Archive,
  { id, space, name }: DocumentRow,
): Promise<ExportedDocument | undefined> => {
  const { documents, ledger } = member
  const read = await documents.read(id)
  const beingChecked = documents.loans.has(id)
  if (!read || (read.heads.length === 0 && !beingChecked)) return undefined
  const kind = space === ledger.network ? 'network' : (ledger.spaceState(space)?.created?.op.kind ?? 'unknown')
  const files = addAttachments(member, archive, id, read.state)
  const file = `documents/${kind}/${id}.json`
  const contents = { ...contentsOf(read.state), conflicts: conflictsOf(read), files }
  const whole = { document: id, space, kind, name, heads: read.heads, beingChecked, ...contents }
  archive.addText(file, `${JSON.stringify(whole, null, 1)}\n`)
  const count = (state: FileState['state']): number => files.filter((one) => one.state === state).length
  return {
    ...{ file, kind, name, label: labelOf(member, id), beingChecked },
    ...{ attachments: count('here'), elsewhere: count('elsewhere'), damaged: count('damaged') },
  }
}
