import type { Publication } from '#shared/rules/publication'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import type { Member } from '#core/commands/context'
import { keepWords, keptWords } from '#core/commands/releases/keptWords'
import { readWord, signedBytesOf } from '#core/commands/releases/words'
import type { NoWord, SignedWord, WordRow } from '#core/commands/releases/words'
import { documentIdOf } from '#core/envelopes/batches'
import type { Ledger } from '#core/envelopes/ledger'
import { withHeads } from '#core/envelopes/pasts'
import { isCoordinator, isFull, maySpeak, memberOf } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { emptyVector } from '#core/spaces/vector'
import { withDisk } from '#core/vault/diskFailure'
import { releasesDocument, releaseWordRecord } from '#shared/records/release'
import { rowsIn } from '#shared/records/record'
import { isOfNarrative } from '#shared/rules/release'
import { foldReleases } from '#shared/rules/releaseLedger'
import type { ReleaseLedger } from '#shared/rules/release'

/** A word that counts: its laptop, whose it was, and what was signed. */
export type KnownWord = SignedWord & { readonly id: string; readonly device: string; readonly by: string }

/** A row that does not count. `device`: of who signed it, null where nobody did. */
export type NotValid = { readonly id: string; readonly why: NoWord; readonly device: string | null }

/** The ledger of releases as it is known here. */
export type Releases = ReleaseLedger & {
  readonly words: ReadonlyMap<string, KnownWord>
  readonly notValid: readonly NotValid[]
  /** The tables that were published as a release, from its first entry. */
  publicationOf(release: string): Publication | undefined
  /** The summaries that were leased as one. */
  summariesOf(release: string): SummaryPublication | undefined
}

/** The document of the ledger. */
export const ledgerDocument = ({ network }: Pick<Ledger, 'network'>): string => documentIdOf(network, releasesDocument)

type Looked = { readonly row: WordRow; readonly word: KnownWord | NotValid }
/** Rows as they were found to be: neither a signature nor what had been heard when it was made ever changes. */
const looked = new WeakMap<Ledger, Map<string, Looked>>()

/** Who was in, as far as a word had heard; undefined while something of that is not here. */
const heardBy = (ledger: Ledger, heard: readonly string[]): RootState | undefined => {
  const entries = heard.flatMap((id) => ledger.root().entry(id) ?? [])
  if (entries.length < heard.length) return undefined
  return ledger.root().stateAt(
    withHeads(
      entries.map(({ chain, seq, rootPast }) => ({ chain, seq, past: rootPast })),
      emptyVector,
    ),
  )
}

/** Whether the member behind a laptop coordinates in full there, and the laptop may speak. */
const coordinatesIn = (state: RootState, device: string): boolean => {
  const member = memberOf(state, device)
  return member !== undefined && maySpeak(state, device) && isCoordinator(state, member)
}

/** As `coordinatesIn`, of who facilitates in full. */
const facilitatesIn = (state: RootState, device: string): boolean => {
  const member = memberOf(state, device)
  return member !== undefined && maySpeak(state, device) && isFull(state, member)
}

/**
 * What a row is. Signature first, then whether it is of anybody who ever had a standing, and only then is it unpacked: what a
 * stranger or a plain member wrote costs no more than that. 'waits': ops of the root that it had heard are not here yet.
 */
const lookAt = (ledger: Ledger, id: string, row: WordRow): KnownWord | NotValid | 'waits' => {
  const bytes = signedBytesOf(ledger.network, id, row)
  if (typeof bytes === 'string') return { id, why: bytes, device: null }
  const device = row.device ?? ''
  const by = memberOf(ledger.state(), device)
  const no = (why: NoWord): NotValid => ({ id, why, device })
  if (by === undefined || !ledger.state().wasFull.has(by)) return no('notCoordinator')
  const word = readWord(bytes)
  if (typeof word === 'string') return no(word)
  const state = heardBy(ledger, word.heard)
  if (!state) return 'waits'
  const may = isOfNarrative(word.says) ? facilitatesIn : coordinatesIn
  return may(state, device) ? { ...word, id, device, by } : no('notCoordinator')
}

const isSame = (a: WordRow | undefined, b: WordRow): boolean =>
  a?.bytes === b.bytes && a.signature === b.signature && a.device === b.device

/** Rows of the document, with what this laptop kept of those that were taken out or changed. */
const rowsNow = async (member: Member): Promise<Record<'rows' | 'kept' | 'lost', Map<string, WordRow>>> => {
  const { ledger, documents } = member
  const read = await documents.read(ledgerDocument(ledger))
  const rows = rowsIn(read?.state, 'words', releaseWordRecord)
  const kept = keptWords(ledger.db)
  const lost = new Map([...kept].filter(([id, row]) => !isSame(rows.get(id), row)))
  for (const [id, row] of lost) rows.set(id, row)
  return { rows, kept, lost }
}

/** The ledger as it stands, with words that are kept here and no more in the document (`lost`). */
export const readReleases = async (
  member: Member,
): Promise<Releases & { readonly lost: ReadonlyMap<string, WordRow> }> => {
  const { ledger } = member
  const { rows, kept, lost } = await rowsNow(member)
  const known = looked.get(ledger) ?? new Map<string, Looked>()
  looked.set(ledger, known)
  const words = new Map<string, KnownWord>()
  const notValid: NotValid[] = []
  const waiting: string[] = []
  for (const [id, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = known.get(id)
    const word = before && isSame(before.row, row) ? before.word : lookAt(ledger, id, row)
    if (word === 'waits') {
      if (isCoordinator(ledger.state(), memberOf(ledger.state(), row.device ?? '') ?? '')) waiting.push(id)
      continue
    }
    // who signed may yet be made a coordinator by ops that are on their way
    if ('says' in word || word.device === null) known.set(id, { row, word })
    if ('says' in word) words.set(id, word)
    else notValid.push(word)
  }
  const fresh = [...rows].filter(([id]) => words.has(id) && !kept.has(id))
  withDisk(() => keepWords(ledger.db, new Map(fresh))) // a full disk is no reason not to show it
  const states = new Map<string, RootState>()
  const coordinates = (memberId: string, at: string | null): boolean => {
    const state = at === null ? ledger.state() : (states.get(at) ?? heardBy(ledger, words.get(at)?.heard ?? []))
    if (at !== null && state) states.set(at, state)
    return state !== undefined && isCoordinator(state, memberId)
  }
  const folded = foldReleases([...words.values()], coordinates)
  return {
    ...folded,
    missing: [...new Set([...folded.missing, ...waiting])],
    words,
    notValid,
    lost,
    publicationOf(release) {
      const [entry = ''] = folded.releases.get(release)?.entries ?? []
      const carried = words.get(entry)?.carries
      return carried?.product === 'tables' ? carried : undefined
    },
    summariesOf(release) {
      const carried = words.get(release)?.carries
      return carried?.product === 'summaries' ? carried : undefined
    },
  }
}
