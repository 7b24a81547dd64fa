import process from 'node:process'
import { Repo, parseAutomergeUrl, stringifyAutomergeUrl } from '@automerge/automerge-repo'
import type { BinaryDocumentId } from '@automerge/automerge-repo'
import Database from '@signalapp/sqlcipher'
import { createVaultStorage } from '#core/documents/vaultStorage'
import { timeAsIs } from './measure'

/**
 * `list`'s peer in a process of its own, since a worn WASM heap makes automerge-repo several times slower: finds the
 * first `skip` documents of a database to be warm, then `count` more, and prints the mean CPU ms of one of these.
 */
const [path = '', count = '0', skip = '0'] = process.argv.slice(2)
const db = new Database(path)
const urls = db
  .prepare('SELECT id FROM peer ORDER BY no LIMIT ?', { pluck: true })
  .all<Uint8Array<ArrayBuffer>>([Number(skip) + Number(count)])
  .map((id) => stringifyAutomergeUrl({ documentId: new Uint8Array(id) as BinaryDocumentId }))
const repo = new Repo({ network: [], storage: createVaultStorage(db) })
const find = async (some: typeof urls): Promise<void> => {
  for (const url of some) (await repo.find(parseAutomergeUrl(url).documentId)).doc()
}
await find(urls.slice(0, Number(skip)))
const took = await timeAsIs(() => find(urls.slice(Number(skip))))
process.stdout.write(`${(took.cpu * 1_000) / Number(count)}\n`)
process.exit(0)
