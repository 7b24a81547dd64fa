import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import process from 'node:process'
import type { Place } from './search'

/** Why the memory of another process cannot be read here; null where it can. */
export const whyNoMemory = ((): string | null => {
  if (process.platform !== 'linux') return 'the memory of a process is read by Linux’s /proc'
  const scope = (() => {
    try {
      return readFileSync('/proc/sys/kernel/yama/ptrace_scope', 'utf8').trim()
    } catch {
      return '0'
    }
  })()
  return scope === '0' || process.getuid?.() === 0 ? null : 'this system does not let a test read another process'
})()

const page = 4_096
const zeros = Buffer.alloc(page)

/** Without the pages in which nothing ever was: less to search. */
const written = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += page) {
    const part = bytes.subarray(at, at + page)
    if (!part.equals(zeros)) parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The forms that a text has in the memory of a program in JavaScript: as bytes, and in its two kinds of strings. */
export const formsInMemory = (text: string): Buffer[] =>
  (['utf8', 'latin1', 'utf16le'] as const).map((encoding) => Buffer.from(text, encoding))

/** All that a running process has in memory that it may write to: heap, stacks, buffers, caches. One place a region. */
export const placesInMemory = (pid: number): Place[] => {
  const fd = openSync(`/proc/${String(pid)}/mem`, 'r')
  try {
    return readFileSync(`/proc/${String(pid)}/maps`, 'utf8')
      .split('\n')
      .flatMap((line): Place[] => {
        const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
        if (from === '') return []
        const start = BigInt(`0x${from}`)
        const bytes = Buffer.alloc(Number(BigInt(`0x${to}`) - start))
        try {
          const read = readSync(fd, bytes, 0, bytes.length, start as unknown as number)
          return [{ name: `memory ${from}`, bytes: written(bytes.subarray(0, read)) }]
        } catch {
          return [] // given back meanwhile
        }
      })
  } finally {
    closeSync(fd)
  }
}
