import { networkOf } from './peers'
import type { Peer } from './peers'

/** JSON in one form: keys in their order, whichever was written first. */
const plain = (value: unknown): string =>
  JSON.stringify(
    value,
    (_key, one: unknown) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
        : one,
    1,
  )

/** Every document that a laptop has, as text: what is read from it, its rows in the lists, by its id. */
export const stateTexts = async (peer: Peer): Promise<Map<string, { space: string; name: string; text: string }>> => {
  const network = networkOf(peer)
  const texts = new Map<string, { space: string; name: string; text: string }>()
  if (!network) return texts
  const { documents, ledger } = network
  const rows = ledger.db.prepare(
    'SELECT kind, id, status, sort, label, data FROM record WHERE lower(hex(document)) = ? ORDER BY kind, id',
  )
  for (const { id, space, name } of documents.rows()) {
    const read = await documents.read(id)
    const text = plain([read?.state, read?.conflicts, read?.heads.toSorted(), rows.all([id])])
    texts.set(id, { space, name, text })
  }
  return texts
}

/** All of it in one text, to look for words in. */
export const allText = async (peer: Peer): Promise<string> =>
  [...(await stateTexts(peer)).values()].map(({ text }) => text).join()
