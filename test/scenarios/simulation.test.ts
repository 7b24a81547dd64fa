import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { everybodyGoesHome } from '../support/people'
import { seedsOf } from '../support/random'
import { tellStory } from '../support/simulation/story'
import { makeTemplate } from '../support/simulation/template'
import type { Template } from '../support/simulation/template'

vi.mock('#core/crypto/randomBytes', async () => {
  const { drawBytes } = await import('../support/simulation/chance')
  return { randomBytes: drawBytes }
})
vi.mock('@scure/bip39', async (original) => {
  const real = await original<typeof import('@scure/bip39')>()
  const { drawBytes } = await import('../support/simulation/chance')
  return { ...real, generateMnemonic: (list: string[]) => real.entropyToMnemonic(drawBytes(32), list) }
})
vi.mock('#core/crypto/argon2id', async () => {
  const { hash } = await import('#core/crypto/hash')
  const { concatBytes } = await import('#core/crypto/bytes')
  return {
    argon2id: (message: Uint8Array, salt: Uint8Array, _cost: unknown, length: number) =>
      Promise.resolve(hash(concatBytes(message, salt), length)),
  }
})
vi.mock('tweetnacl', async () => ({ default: (await import('../support/simulation/fastKeys')).fastKeys }))
vi.mock('#core/envelopes/taste', async (original) => {
  const real = await original<typeof import('#core/envelopes/taste')>()
  const { tasteOnce } = await import('../support/simulation/tasteOnce')
  const here = {
    taste: (request: Parameters<typeof tasteOnce>[0]) => Promise.resolve(tasteOnce(request)),
    close: () => Promise.resolve(),
  }
  return { ...real, createTaster: () => here }
})
vi.mock('#core/sync/networks', async (original) => {
  const real = await original<typeof import('#core/sync/networks')>()
  const { behindTheDoor } = await import('../support/simulation/watch')
  return {
    ...real,
    openNetworks: async (...all: Parameters<typeof real.openNetworks>) => {
      const opened = await real.openNetworks(...all)
      if (opened.ok) behindTheDoor.opened = opened.value
      return opened
    },
  }
})
vi.mock('#core/sync/conversation', async (original) => {
  const real = await original<typeof import('#core/sync/conversation')>()
  const { counted } = await import('../support/simulation/watch')
  return { ...real, converse: counted(real.converse, real.failureOf) }
})
vi.mock('node:net', async (original) => {
  const { connect, createServer } = await import('../support/simulation/wire')
  return { ...(await original<typeof import('node:net')>()), connect, createServer }
})
vi.mock('ws', async () => {
  const { SimulatedSocket } = await import('../support/simulation/webSocket')
  return { default: SimulatedSocket, WebSocket: SimulatedSocket }
})

/** Stories that once failed stay here for ever: the seed, and of how many events it was. */
const kept: readonly (readonly [number, number])[] = [
  [808_628, 60],
  [481_614, 24],
]
const count = Number(process.env.TEJIDO_SEEDS ?? 60)
const laptops = Number(process.env.TEJIDO_PEERS ?? 16)
/** Events of a story: as many as let sixty stories be told in a minute and a half of CPU time; opening and healing take most of it. */
const events = Number(process.env.TEJIDO_EVENTS ?? Math.round((24 * laptops) / 16))
/** So many are told twice, and must go the same way. */
const twice = 2
const stories = [
  ...(process.env.TEJIDO_SEED === undefined ? kept : []),
  ...seedsOf('simulation', count).map((seed) => [seed, events] as const),
]

// Patience is of a clock that stands still in a story: what waits for ten seconds or more waits for ever.
const soon = globalThis.setTimeout
vi.stubGlobal(
  'setTimeout',
  Object.assign(
    (work: () => void, ms = 0, ...rest: never[]) => soon(work, ms >= 10_000 ? 2 ** 31 - 1 : ms, ...rest),
    soon,
  ),
)

let template: Template
beforeAll(
  async () => {
    template = await makeTemplate(laptops)
  },
  60_000 + laptops * 5_000,
)
afterAll(async () => {
  vi.unstubAllGlobals()
  await everybodyGoesHome()
})

test(
  `${String(laptops)} laptops, with all that can go wrong between them, end with the same`,
  { timeout: 60_000 + stories.length * laptops * 2_000 },
  async () => {
    const failed: string[] = []
    const sums = { promised: 0, out: 0, twice: 0 }
    for (const [i, [seed, long]] of stories.entries())
      try {
        const told = await tellStory(seed, template, long)
        sums.promised += told.promised
        sums.out += told.out.length
        if (i >= twice) continue
        const again = await tellStory(seed, template, long)
        const parts = told.trace.findIndex((line, at) => line !== again.trace[at])
        if (parts >= 0)
          throw new Error(
            `told again it went otherwise: ${[parts - 1, parts].map((at) => `${told.trace[at] ?? ''} | ${again.trace[at] ?? ''}`).join('\n')}`,
          )
        sums.twice += 1
      } catch (error) {
        failed.push(`${String(seed)}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`)
      }
    const { promised, out } = sums
    process.stdout.write(
      `simulation: ${String(stories.length - failed.length)} passed, ${String(failed.length)} failed ` +
        `(${String(laptops)} laptops, ${String(events)} events; ${String(promised)} edits looked for, ${String(out)} laptops put out, ` +
        `${String(sums.twice)} told twice)\n`,
    )
    for (const one of failed)
      process.stdout.write(
        `again: TEJIDO_SEED=${one.replace(/:.*/s, '')} npx vitest run test/scenarios/simulation.test.ts\n`,
      )
    expect(failed).toEqual([])
  },
)
