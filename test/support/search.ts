import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A place where bytes may lie: a file with its name, or what passed on a socket. */
export type Place = { readonly name: string; readonly bytes: Buffer }

/** Every file below a folder. Names count as bytes too. */
export const placesIn = (folder: string): Place[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const name = join(entry.parentPath, entry.name).slice(folder.length)
      return { name, bytes: Buffer.concat([Buffer.from(name), readFileSync(join(entry.parentPath, entry.name))]) }
    })

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

/** The inner part of base64 of a text at each of the three alignments, where no neighbour can change it. */
const base64Parts = (bytes: Buffer): string[] =>
  [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  )

/** All the forms in which a leak would carry a text. */
export const formsOf = (text: string): Buffer[] => {
  const utf8 = Buffer.from(text, 'utf8')
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [
    utf8,
    Buffer.from(text, 'utf16le'),
    utf16be(text),
    Buffer.from(text, 'latin1'),
    Buffer.from(text.normalize('NFD'), 'utf8'),
    Buffer.from(utf8.toString('hex')),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(escaped),
    ...base64Parts(utf8).map((part) => Buffer.from(part)),
  ].filter((form) => form.length >= 8)
}

/** The forms of an id: its raw bytes and its hex. */
export const formsOfId = (hex: string): Buffer[] => [Buffer.from(hex, 'hex'), Buffer.from(hex)]

/** Names of the places that hold any of the forms. */
export const found = (places: readonly Place[], forms: readonly Buffer[]): string[] =>
  places.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ name }) => name)
