import { wordlist } from '@scure/bip39/wordlists/spanish.js'
import type { Context } from '#core/commands/context'
import { newRowId } from '#core/commands/newIds'
import { randomBytes } from '#core/crypto/randomBytes'
import type { CheckedCommandInput } from '#shared/contract/commands'

/** What an alert says before it is raised. */
export type Prepared = CheckedCommandInput<'alert.prepare'>
type Draft = { readonly said: Prepared; readonly words: string; readonly network: string; readonly until: number }

/** How long a prepared alert waits for its words, ms. */
const patience = 10 * 60_000
/** Prepared alerts that wait at most; the oldest gives way. */
const mostDrafts = 20

/** In the memory of one engine: nothing of a prepared alert is on disk, and a lock ends it. */
const drafts = new WeakMap<object, Map<string, Draft>>()

const word = (): string => {
  const [high = 0, low = 0] = randomBytes(2)
  return wordlist[((high << 8) | low) & 2047] ?? ''
}

/** Keeps what an alert is to say, with three words that have to be written to raise it. */
export const keepDraft = (
  { networks, now }: Context,
  network: string,
  said: Prepared,
): { draftId: string; words: string; expiresAt: string } => {
  const kept = drafts.get(networks) ?? new Map<string, Draft>()
  drafts.set(networks, kept)
  const draftId = newRowId()
  const words = [word(), word(), word()].join(' ')
  const until = now().getTime() + patience
  kept.set(draftId, { said, words, network, until })
  const [oldest] = kept.keys()
  if (kept.size > mostDrafts && oldest !== undefined) kept.delete(oldest)
  return { draftId, words, expiresAt: new Date(until).toISOString() }
}

/** What was prepared in this network and still waits. */
export const draftOf = ({ networks, now }: Context, network: string, draftId: string): Draft | undefined => {
  const draft = drafts.get(networks)?.get(draftId)
  return draft?.network === network && now().getTime() <= draft.until ? draft : undefined
}

/** A prepared alert is raised once. */
export const dropDraft = ({ networks }: Context, draftId: string): void => void drafts.get(networks)?.delete(draftId)
