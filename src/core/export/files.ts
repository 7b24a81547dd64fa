import { createHash } from 'node:crypto'
import type { Publication } from '#shared/rules/publication'
import type { Separator } from '#core/export/csv'
import { reportHtml } from '#core/export/html'
import { tablesJson } from '#core/export/json'
import { readNumbers } from '#core/export/numbers'
import type { Paper } from '#core/export/style'
import { dictionaryCsv, tableCsv } from '#core/export/tidy'
import { speakerOf } from '#core/export/words'
import type { Languages } from '#core/export/words'
import { tablesWorkbook } from '#core/export/xlsx'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A file as it leaves: a name that says nothing of anybody, its bytes, and their SHA-256 in hexadecimal. */
export type ExportFile = { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string }

/** How files are written. */
export type FileOptions = {
  readonly languages: Languages
  readonly separator: Separator
  readonly hxl: boolean
  readonly paper: Paper
  /** Marked so that it cannot be missed, in its name and inside: until its entry of the ledger is known elsewhere. */
  readonly isDraft: boolean
  /** The entry of the ledger; null where there is none. A draft does not name it. */
  readonly release: string | null
}

/** Bytes under their names, in the order of these. */
export const inOrder = (files: Readonly<Record<string, Uint8Array>>, isDraft: boolean): readonly ExportFile[] =>
  Object.entries(files)
    .map(([name, bytes]) => ({
      name: isDraft ? `borrador-${name}` : name,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))

/**
 * The files of a publication: a CSV for each table and one that explains them, a workbook, JSON, and a report to print. The
 * same publication and options give the same bytes everywhere. Fails with BlockedRelease where a number must not be
 * written, whatever let it come this far.
 */
export const filesOf = async (
  publication: Publication,
  options: FileOptions,
): Promise<Result<readonly ExportFile[]>> => {
  const numbers = readNumbers(publication)
  if (!numbers.ok) return numbers
  const { isDraft, release } = options
  const speaker = speakerOf(options.languages)
  const tables = publication.tables.map((table) => [`${table.id}.csv`, tableCsv(table, publication, speaker, options)])
  return ok(
    inOrder(
      {
        ...(Object.fromEntries(tables) as Record<string, Uint8Array>),
        'diccionario.csv': dictionaryCsv(publication, speaker, options),
        'cuadros.xlsx': await tablesWorkbook(publication, speaker, isDraft),
        'cuadros.json': tablesJson(publication, release, isDraft),
        'informe.html': reportHtml(publication, numbers.value, speaker, options),
      },
      isDraft,
    ),
  )
}
