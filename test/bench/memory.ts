import process from 'node:process'
import { keyOf, openLaptop } from './laptop'

/** A process of its own that does what an engine does at unlock, for `list`: prints what it holds then, in bytes. */
const [vault = '', caseId = ''] = process.argv.slice(2)
const laptop = await openLaptop(vault, await keyOf(vault))
await laptop.query('case.list', {})
await laptop.query('case.view', { caseId })
globalThis.gc?.()
process.stdout.write(`${process.memoryUsage.rss()}\n`)
await laptop.close()
