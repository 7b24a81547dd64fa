import { createHash } from 'node:crypto'
import type { BlockWriter } from '#core/commands/ownData/blocks'
import { tarEnd, tarHeader, tarPadding } from '#core/commands/ownData/tar'
import { utf8 } from '#core/crypto/bytes'

/** The last file of an archive: SHA-256 of all others, as `sha256sum -c` reads it. */
export const checksumsName = 'checksums.sha256'

/** One line of it. */
export const checksumLine = (sha256: string, name: string): string => `${sha256}  ${name}\n`

/** Files on their way into a sealed archive. All of it throws the disk's error. */
export type Archive = {
  /** A file of exactly `size` bytes. */
  add(name: string, size: number, parts: Iterable<Uint8Array>): void
  addText(name: string, text: string): void
  /** Closes it with the checksums. Returns SHA-256 of the sealed file, in hex. */
  end(): string
}

/** An archive that goes into these blocks. */
export const createArchive = (blocks: BlockWriter): Archive => {
  let sums = ''
  const add: Archive['add'] = (name, size, parts) => {
    const sum = createHash('sha256')
    let written = 0
    blocks.write(tarHeader(name, size))
    for (const part of parts) {
      blocks.write(part)
      sum.update(part)
      written += part.length
    }
    if (written !== size) throw new Error('a file of another size than was said')
    blocks.write(new Uint8Array(tarPadding(size)))
    sums += checksumLine(sum.digest('hex'), name)
  }
  const addText: Archive['addText'] = (name, text) => {
    const bytes = utf8(text)
    add(name, bytes.length, [bytes])
  }
  return {
    add,
    addText,
    end() {
      addText(checksumsName, sums)
      blocks.write(tarEnd)
      return blocks.end()
    },
  }
}
