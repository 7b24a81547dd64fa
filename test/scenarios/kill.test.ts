import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import process from 'node:process'
import { afterAll, expect, test } from 'vitest'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  newFolder,
  openPerson,
  passphrase,
  visitFolder,
} from '../support/people'
import type { Person } from '../support/people'
import { randomOf, seedsOf } from '../support/random'
import type { Random } from '../support/random'
import type { Result } from '#shared/result'

afterAll(everybodyGoesHome)

/** Kills of one run; TEJIDO_KILLS for more. Each is the start of a process, and the whole of the tests has to stay short. */
const kills = Number(process.env.TEJIDO_KILLS ?? 40)
/** A vault is used for this many kills, then two fresh laptops: so that documents stay of ordinary size. */
const killsPerVault = 40
/** The vault is looked at in this process after so many lives; each life also begins by opening it. */
const livesPerLook = 8
const [seed = 0] = seedsOf('kill', 1)

type Reply = { readonly id: number; readonly result: Result<unknown> }

/** A laptop in a process of its own, the one that the demo starts: it acknowledges over a pipe, and is killed. */
const startLaptop = (vault: string) => {
  const child: ChildProcess = fork('out/main/demo.js', ['--person'], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--liftoff-only'], // a life is too short for compiling Automerge a second time, which was a third of it
  })
  const acknowledged = new Map<number, Result<unknown>>()
  let noise = ''
  child.stderr?.on('data', (data: Buffer) => (noise += data.toString()))
  let count = 0
  const waiting = new Map<number, () => void>()
  const watching = new Set<() => void>()
  let isGone = false
  /** After the pipe is read to its end: what was acknowledged was received. Whoever waits for more waits in vain. */
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => {
      isGone = true
      for (const wake of waiting.values()) wake()
      for (const look of watching) look()
      resolve()
    })
  })
  child.on('message', ({ id, result }: Reply) => {
    acknowledged.set(id, result)
    waiting.get(id)?.()
    for (const look of watching) look()
  })
  const send = (ask: unknown): number => {
    const id = (count += 1)
    child.send({ id, ask }, () => undefined)
    return id
  }
  const answered = (id: number): Promise<void> =>
    new Promise((resolve) => {
      if (acknowledged.has(id) || isGone) resolve()
      else waiting.set(id, resolve)
    })
  return {
    open: () => answered(send({ kind: 'open', vault, passphrase })),
    send,
    answered,
    acknowledged,
    /** Resolves when that many things after the opening are acknowledged. */
    acknowledges: (many: number) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (acknowledged.size > many || isGone) resolve()
        }
        watching.add(look)
        look()
      }),
    noise: () => noise,
    kill: () => {
      child.kill('SIGKILL')
      return gone
    },
  }
}

type Story = { readonly vault: string; readonly folder: string; readonly caseId: string; readonly houseCardId: string }

/** Alma's locked vault, and a folder where Bina leaves pieces for it. */
const prepare = async (): Promise<Story & { bina: Person }> => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: '' })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  const offer = { alias: 'Ceiba', country: 'GT', type: 'safe_house', placesTotal: 900 } as const
  const { houseCardId } = await alma.call('house.offer', offer)
  const folder = newFolder()
  await visitFolder(alma, folder)
  await visitFolder(bina, folder)
  await alma.lock()
  return { vault: alma.vault, folder, caseId, houseCardId, bina }
}

/** What was acknowledged so far: notes by their text, how far the house card was, and pieces taken from the folder. */
type Promised = { readonly notes: Set<string>; readonly fromBina: Set<string> }

/** One life: a burst of edits, now and then an exchange (which seals and applies), killed at some microsecond of it. */
const liveAndDie = async (
  random: Random,
  story: Story & { bina: Person },
  turn: number,
  promised: Promised,
): Promise<void> => {
  const { caseId, folder, houseCardId } = story
  // in some lives at least a piece is known to be taken, whatever the dice say
  const isCalm = turn % 10 === 0
  const withExchange = random.next() < 0.3 || isCalm
  const exchangeAt = random.whole(3)
  const left = new Set<string>()
  if (withExchange) {
    const text = `de Bina ${turn}`
    await story.bina.call('case.addNote', { caseId, kind: 'visit', text })
    await visitFolder(story.bina, folder)
    left.add(text)
  }
  const laptop = startLaptop(story.vault)
  await laptop.open()
  expect(laptop.acknowledged.get(1)).toMatchObject({ ok: true })
  const notes = new Map<number, string>()
  const exchanges: number[] = []
  const burst = 4 + random.whole(10)
  for (let i = 0; i < burst; i++) {
    const text = `nota ${turn}.${i}`
    notes.set(laptop.send({ kind: 'call', name: 'case.addNote', input: { caseId, kind: 'call', text } }), text)
    if (random.next() < 0.3)
      laptop.send({
        kind: 'call',
        name: 'house.offer',
        input: { houseCardId, alias: 'Ceiba', country: 'GT', type: 'safe_house', placesTotal: 900, placesFree: turn },
      })
    if (withExchange && i === exchangeAt)
      exchanges.push(
        laptop.send({ kind: 'exchange', carriers: [{ kind: 'folder', place: folder }], admit: false, wait: 0 }),
      )
  }
  const [exchange] = exchanges
  if (exchange !== undefined && (random.next() < 0.4 || isCalm)) await laptop.answered(exchange)
  else await laptop.acknowledges(random.whole(burst))
  await new Promise((resolve) => setTimeout(resolve, random.next() * 12))
  await laptop.kill()
  for (const [id, text] of notes) if (laptop.acknowledged.get(id)?.ok) promised.notes.add(text)
  if (exchanges.some((id) => laptop.acknowledged.get(id)?.ok)) for (const text of left) promised.fromBina.add(text)
  expect(laptop.noise()).toBe('')
}

test(
  `a laptop killed ${kills} times at random points loses nothing it acknowledged`,
  { timeout: 120_000 + kills * 3_000 },
  async () => {
    const random = randomOf(seed)
    let promised: Promised = { notes: new Set(), fromBina: new Set() }
    let [lives, kept, exchanged] = [0, 0, 0]
    let story = await prepare()
    for (let turn = 0; turn < kills; turn++) {
      if (turn > 0 && turn % killsPerVault === 0) {
        await story.bina.lock()
        story = await prepare()
        promised = { notes: new Set(), fromBina: new Set() }
      }
      await liveAndDie(random, story, turn, promised)
      lives += 1
      if (turn % livesPerLook !== livesPerLook - 1) continue
      const alma = await openPerson('Alma', story.vault)
      const view = await alma.query('case.view', { caseId: story.caseId })
      const there = new Set(view.notes.map(({ text }) => text))
      const promises = [...promised.notes, ...promised.fromBina]
      const lost = promises.filter((text) => !there.has(text))
      expect(lost, `seed ${seed}, life ${turn}`).toEqual([])
      expect(await alma.engine().check()).toMatchObject({ ok: true, value: { ok: true, quarantined: 0 } })
      const found = await alma.query('search', { text: 'nota', limit: 200 })
      expect(found.hits.length).toBe(Math.min(200, [...there].filter((text) => text.startsWith('nota')).length))
      await alma.lock()
      if (turn % killsPerVault !== killsPerVault - 1) continue
      kept += promised.notes.size
      exchanged += promised.fromBina.size
    }
    process.stdout.write(`kill: ${lives} lives, ${kept} acknowledged edits and ${exchanged} taken pieces looked for\n`)
    expect(kept).toBeGreaterThan(kills * 2)
    expect(exchanged).toBeGreaterThan(kills / 20)
  },
)
