import { readFileSync } from 'node:fs'
import { sameBytes } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { symbolOf } from '#core/crypto/symbols'
import { admissionProof, lineIdOf, lineKeyOf } from '#core/relay/boxes'
import { admissionLineTyped } from '#core/relay/relayUrl'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A network's line as the running relay knows it: the key that proofs are made with, and the id that the store counts under. */
type Line = { readonly key: Uint8Array; readonly id: Uint8Array }

/** Who may come in. */
export type Admission = {
  /** Whether a line is needed. */
  readonly asks: boolean
  readonly lines: readonly Line[]
}

/** Without a file: everybody, counted together. */
export const openToAll: Admission = { asks: false, lines: [] }

/** Under what is counted what comes in without a line. */
export const noLine = new Uint8Array(16)

/** Bytes of an admission file at most: thousands of lines. */
const longestFile = 1_000_000

/** A fresh line, 26 symbols, 130 random bits. */
export const createAdmissionLine = (): string => Array.from(randomBytes(26), symbolOf).join('')

/**
 * The lines of an admission file, as they stand in it: a line a network, in groups or not; empty rows and rows that begin
 * with # do not count. Failure: AdmissionFileWrong {line} (0: the file cannot be read, or no line is in it).
 */
export const readAdmissionLines = (path: string): Result<string[]> => {
  let text
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return fail('AdmissionFileWrong', { line: 0 })
  }
  if (text.length > longestFile) return fail('AdmissionFileWrong', { line: 0 })
  const lines: string[] = []
  for (const [place, row] of text.split('\n').entries()) {
    if (row.trim() === '' || row.startsWith('#')) continue
    const line = admissionLineTyped(row)
    if (line === undefined) return fail('AdmissionFileWrong', { line: place + 1 })
    lines.push(line)
  }
  return lines.length === 0 ? fail('AdmissionFileWrong', { line: 0 }) : ok(lines)
}

/** Admission by lines; the texts themselves are not kept. */
export const admissionOf = (lines: readonly string[]): Admission => ({
  asks: true,
  lines: lines.map((line) => {
    const key = lineKeyOf(line)
    return { key, id: lineIdOf(key) }
  }),
})

/**
 * Under what somebody's bytes are counted, who showed `proof` for `challenge`; undefined when she is not admitted. All lines are
 * looked at, each in the same time, so that an answer's time tells nothing.
 */
export const admit = (
  admission: Admission,
  challenge: Uint8Array,
  proof: Uint8Array | null,
): Uint8Array | undefined => {
  if (!admission.asks) return noLine
  if (!proof) return undefined
  let admitted: Uint8Array | undefined
  for (const { key, id } of admission.lines) if (sameBytes(admissionProof(key, challenge), proof)) admitted = id
  return admitted
}
