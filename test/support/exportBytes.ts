import { filesOf } from '#core/export/files'
import { fullFileOptions, yearOf } from './publications'
import { randomOf } from './random'

/** Run by itself under another clock and language: the checksums of all files of a year, one a line. */
const files = await filesOf(yearOf(randomOf(11)), fullFileOptions)
if (files.ok) for (const { name, sha256 } of files.value) process.stdout.write(`${sha256}  ${name}\n`)
