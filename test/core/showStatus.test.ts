import { expect, test } from 'vitest'
import { createOutput } from '#cli/output'
import type { Output } from '#cli/output'
import { peerName, showCopies } from '#cli/showStatus'
import type { SyncStatus } from '#shared/contract/queries'
import { sentence } from '#shared/i18n/say'

const nothing: SyncStatus = {
  held: 0,
  carried: 0,
  waiting: 0,
  checking: 0,
  bodies: 0,
  onlyHere: 0,
  unsealed: 0,
  copies: [],
  peers: [],
  missing: [],
}
const told = (status: Partial<SyncStatus>): string[] => {
  const lines: string[] = []
  const output: Output = {
    ...createOutput({ json: false, language: 'es' }),
    words: (key, places) => void lines.push(sentence('es', `cli.${key}`, places)),
  }
  showCopies(output, 'es', { ...nothing, ...status })
  return lines
}
const nowhere = { laptops: [], relays: [], folders: 0 }

test('where things are is told in stretches, the newest first, with who holds each once', () => {
  expect(told({})).toEqual([])
  expect(
    told({
      unsealed: 2,
      copies: [
        { pieces: 3, ...nowhere },
        { pieces: 40, laptops: ['Bina', 'Bina', ''], relays: ['casa:443'], folders: 1 },
      ],
    }),
  ).toEqual([
    'Lo que se acaba de escribir (cambios: 2) está solo aquí.',
    'Lo último que escribió esta computadora (piezas: 3) está solo aquí. Si se pierde, se pierde.',
    'Lo anterior (piezas: 40) está también en repetidoras: 1 (casa:443) · computadoras: 3 (Bina, alguien) · carpetas: 1.',
  ])
  expect(told({ copies: [{ pieces: 1, ...nowhere, laptops: ['Bina'] }] })).toEqual([
    'Lo último que escribió esta computadora (piezas: 1) está también en computadoras: 1 (Bina).',
  ])
})

test('of many stretches the newest three are told', () => {
  const copies = Array.from({ length: 9 }, (_, n) => ({ pieces: n + 1, ...nowhere, folders: n }))
  expect(told({ copies })).toHaveLength(3)
})

test('laptops, relays and folders have names', () => {
  const name = (kind: 'laptop' | 'relay' | 'folder', alias: string): string =>
    peerName('es', { deviceId: '', kind, alias, lastContact: '', lacks: 0 })
  expect([name('laptop', 'Bina'), name('relay', 'casa:443'), name('relay', ''), name('folder', '')]).toEqual([
    'Bina',
    'Repetidora casa:443',
    'Una repetidora que la red ya no usa',
    'Una carpeta',
  ])
})
