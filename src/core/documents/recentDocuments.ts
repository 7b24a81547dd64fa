import type { PlainDocument } from '#core/envelopes/readDocument'

/**
 * What documents are as plain JSON, of the few that were read or edited last. An edit changes one field; to ask Automerge
 * for versions of every field of every row again costs as much as the document is large.
 */
export type RecentDocuments = {
  /** The document at exactly these heads; undefined where that is not known. */
  at(id: string, heads: readonly string[]): PlainDocument | undefined
  keep(id: string, heads: readonly string[], plain: PlainDocument): void
  forget(id: string): void
}

/** Documents remembered at most: a month of a registry is some megabytes. */
const most = 16

/** Nothing is remembered yet. */
export const createRecentDocuments = (): RecentDocuments => {
  const kept = new Map<string, { readonly heads: string; readonly plain: PlainDocument }>()
  return {
    at(id, heads) {
      const found = kept.get(id)
      if (found?.heads !== heads.join()) return undefined
      kept.delete(id)
      kept.set(id, found) // youngest again
      return found.plain
    },
    keep(id, heads, plain) {
      kept.delete(id)
      kept.set(id, { heads: heads.join(), plain })
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
    forget: (id) => void kept.delete(id),
  }
}
