import process from 'node:process'
import { Repo, parseAutomergeUrl, stringifyAutomergeUrl } from '@automerge/automerge-repo'
import type { BinaryDocumentId } from '@automerge/automerge-repo'
import Database from '@signalapp/sqlcipher'
import { createVaultStorage } from '#core/documents/vaultStorage'
import { timeAsIs } from './measure'

/**
 * `list`'s peer in a process of its own, since a worn WASM heap makes automerge-repo several times slower: finds the
 * first `count` documents of a database and prints the mean CPU ms of one.
 */
const [path = '', count = '0'] = process.argv.slice(2)
const db = new Database(path)
const urls = db
  .prepare('SELECT id FROM peer ORDER BY no LIMIT ?', { pluck: true })
  .all<Uint8Array<ArrayBuffer>>([Number(count)])
  .map((id) => stringifyAutomergeUrl({ documentId: new Uint8Array(id) as BinaryDocumentId }))
const repo = new Repo({ network: [], storage: createVaultStorage(db) })
const took = await timeAsIs(async () => {
  for (const url of urls) (await repo.find(parseAutomergeUrl(url).documentId)).doc()
})
process.stdout.write(`${(took.cpu * 1_000) / urls.length}\n`)
process.exit(0)
