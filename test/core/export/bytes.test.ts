import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { filesOf } from '#core/export/files'
import type { ExportFile, FileOptions } from '#core/export/files'
import { summaryFilesOf } from '#core/export/summaryFiles'
import { summariesOf } from '../../support/summaries'
import { fullFileOptions, yearOf } from '../../support/publications'
import { randomOf } from '../../support/random'

const year = async (more: Partial<FileOptions> = {}): Promise<readonly ExportFile[]> => {
  const files = await filesOf(yearOf(randomOf(11)), { ...fullFileOptions, ...more })
  if (!files.ok) throw new Error(files.error.type)
  return files.value
}

const checksums = (files: readonly ExportFile[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')

/** Everything that is in a file, parts of an archive too. */
const textsOf = ({ name, bytes }: ExportFile): string[] =>
  name.endsWith('.xlsx')
    ? [strFromU8(bytes, true), ...Object.entries(unzipSync(bytes)).flatMap(([part, inner]) => [part, strFromU8(inner)])]
    : [strFromU8(bytes)]

test('the same release gives the same bytes twice, and on laptops of other zones and languages', async () => {
  const here = checksums(await year())
  expect(checksums(await year())).toBe(here)
  const script = join(import.meta.dirname, '../../support/exportBytes.ts')
  const elsewhere = await Promise.all(
    [
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      { TZ: 'America/Tegucigalpa', LANG: 'C', LC_ALL: 'C' },
    ].map((env) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env: { ...process.env, ...env } }),
    ),
  )
  for (const { stdout } of elsewhere) expect(stdout).toBe(here)
})

test('checksums are those of the bytes, names say nothing and come in order', async () => {
  const files = await year()
  for (const { bytes, sha256 } of files) expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  const names = files.map(({ name }) => name)
  expect(names).toEqual([...names].sort())
  expect(names).toEqual([
    ...Array.from({ length: 9 }, (_, index) => `cuadro-0${index + 1}.csv`),
    'cuadros.json',
    'cuadros.xlsx',
    'diccionario.csv',
    'informe.html',
  ])
})

test('no file says who made it, with what, where or when', async () => {
  const files = [...(await year()), ...(await summaryFilesOf(summariesOf(randomOf(2)), fullFileOptions))]
  // a short name could stand in any text by chance
  const ours = [hostname(), userInfo().username, process.cwd(), userInfo().homedir].filter((one) => one.length > 5)
  const never = [...ours, 'tejido', 'cuaderno', 'creator', 'generator', 'lastModifiedBy', 'dcterms', 'docProps']
  for (const file of files)
    for (const text of textsOf(file)) {
      for (const word of never) expect(text.toLowerCase(), file.name).not.toContain(word.toLowerCase())
      expect(text, file.name).not.toMatch(
        /\bauthor\b|application\/x-|\d{1,2}:\d{2}:\d{2}|20(1[3-9]|[2-9]\d)-\d\d-\d\d/i,
      )
    }
})

test('in the archive of a workbook every part has the first day of its format, at noon, and no system', async () => {
  for (const { name, bytes } of [
    ...(await year()),
    ...(await summaryFilesOf(summariesOf(randomOf(2)), fullFileOptions)),
  ]) {
    if (!name.endsWith('.xlsx')) continue
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const parts: number[] = []
    for (let at = 0; at < bytes.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) parts.push(at)
    expect(parts.length).toBeGreaterThan(8)
    for (const at of parts) {
      expect(view.getUint8(at + 5)).toBe(0)
      expect(view.getUint16(at + 12, true)).toBe(12 << 11)
      expect(view.getUint16(at + 14, true)).toBe((1 << 5) | 1)
      // neither extra fields, where other times stand, nor a comment
      expect([view.getUint16(at + 30, true), view.getUint16(at + 32, true)]).toEqual([0, 0])
    }
  }
})

test('a draft is marked in every file, and what is published in none', async () => {
  const mark = 'BORRADOR–NO PUBLICAR'
  for (const isDraft of [true, false]) {
    const files = [
      ...(await year({ isDraft })),
      ...(await summaryFilesOf(summariesOf(randomOf(2)), { ...fullFileOptions, isDraft })),
    ]
    for (const file of files) {
      expect(file.name.startsWith('borrador-')).toBe(isDraft)
      expect(textsOf(file).some((text) => text.includes(mark))).toBe(isDraft)
      if (isDraft && file.name.endsWith('.json')) expect(strFromU8(file.bytes)).toContain('"release": null')
    }
  }
})
