import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { everybodyGoesHome } from '../support/people'
import { makeTrace, renderTrace } from '../support/trace'

/** A random source that is none: SHA-256 of the chapter and a counter, begun anew with each chapter. */
const random = vi.hoisted(() => {
  let [name, count] = ['', 0]
  return {
    chapter(next: string) {
      ;[name, count] = [next, 0]
    },
    draw(length: number, hash: (text: string) => Uint8Array) {
      const out = new Uint8Array(length)
      for (let at = 0; at < length; at += 32) out.set(hash(`${name} ${count++}`).subarray(0, length - at), at)
      return out
    },
  }
})
vi.mock('#core/crypto/randomBytes', async () => {
  const { createHash } = await import('node:crypto')
  const hash = (text: string) => new Uint8Array(createHash('sha256').update(text).digest())
  return { randomBytes: (length: number) => random.draw(length, hash) }
})
vi.mock('@scure/bip39', async (original) => {
  const real = await original<typeof import('@scure/bip39')>()
  const { randomBytes } = await import('#core/crypto/randomBytes')
  return { ...real, generateMnemonic: (list: string[]) => real.entropyToMnemonic(randomBytes(32), list) }
})
vi.mock('noise-handshake', async (original) => {
  const { default: Noise } = await original<typeof import('noise-handshake')>()
  const { default: dh } = (await import('noise-handshake/dh' as string)) as { default: { generateKeyPair(s: Buffer): unknown } }
  return {
    default: class extends Noise {
      /** The ephemeral pair that would be drawn: 0x11… for the dialler, 0x22… for the listener. */
      readonly e: unknown
      constructor(...all: ConstructorParameters<typeof Noise>) {
        super(...all)
        this.e = dh.generateKeyPair(Buffer.alloc(32, all[1] ? 0x11 : 0x22))
      }
    },
  }
})

let made: string
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-15T12:00:00.000Z') })
  made = renderTrace(await makeTrace(random.chapter))
})
afterAll(async () => {
  vi.useRealTimers()
  await everybodyGoesHome()
})
test('x', () => { writeFileSync('/tmp/vec.md', made) })
