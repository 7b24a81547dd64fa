import process from 'node:process'
import { keyOf, openLaptop } from './laptop'

/** A process of its own that does what an engine does at unlock, for `list` and `registry`: prints what it holds then, in bytes. */
const [vault = '', what = ''] = process.argv.slice(2)
const laptop = await openLaptop(vault, await keyOf(vault))
if (what === 'cases') {
  const { cases } = await laptop.query('case.list', {})
  await laptop.query('case.view', { caseId: cases[0]?.caseId ?? '' })
} else {
  const { entries } = await laptop.query('registry.list', {})
  await laptop.query('registry.view', { entryId: entries[0]?.entryId ?? '' })
}
globalThis.gc?.()
process.stdout.write(`${process.memoryUsage.rss()}\n`)
await laptop.close()
