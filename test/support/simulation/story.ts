import { rmSync } from 'node:fs'
import { newFolder } from '../people'
import { randomOf } from '../random'
import { beginStory } from './chance'
import { beginEdits } from './edits'
import { checkEnd, heal } from './ending'
import { planOf } from './events'
import type { Story } from './events'
import { endsDigest, openPeer } from './peers'
import { cloneTemplate } from './template'
import type { Template } from './template'
import { behindTheDoor } from './watch'
import { makeWorld } from './world'

/** What a story came to. `trace`: all that happened in order, with the digest of everybody's chains at each turn of it. */
export type Told = {
  readonly trace: readonly string[]
  readonly promised: number
  readonly live: number
  readonly out: string[]
}

/** Tells the story of a seed on copies of the template. Throws where something is not as it must be. */
export const tellStory = async (seed: number, template: Template, events: number): Promise<Told> => {
  beginStory(String(seed))
  beginEdits()
  const place = newFolder()
  const world = makeWorld(place, randomOf(seed))
  const peers: Story['peers'] = []
  const trace: string[] = []
  const failure = (): Error | undefined => {
    const [bug] = behindTheDoor.bugs.splice(0)
    if (bug === undefined) return undefined
    return bug instanceof Error ? bug : new Error('a bug', { cause: bug })
  }
  try {
    for (const [name, vault] of cloneTemplate(template, `${place}/vaults`))
      peers.push(await openPeer(name, vault, () => world.minutes))
    const story = { world, template, peers }
    for (const happens of planOf(world, events)) {
      world.minutes += 1
      const what = await happens(story)
      trace.push(`${String(world.minutes)} ${what}`)
      if (process.env.TEJIDO_TRACE) process.stdout.write(`${trace.at(-1) ?? ''}\n`)
      if (what.includes('Unexpected')) throw failure() ?? new Error(what)
      trace.push(peers.map(endsDigest).join(' '))
    }
    const { live, rounds } = await heal(world, peers)
    trace.push(`${String(rounds)} rounds: ${live.map(({ name }) => name).join(' ')}`, peers.map(endsDigest).join(' '))
    const bug = failure()
    if (bug) throw bug
    await checkEnd(world, peers, live)
    return {
      trace,
      promised: peers.reduce((sum, peer) => sum + peer.promised.length, 0),
      live: live.length,
      out: peers.filter((peer) => !live.includes(peer)).map(({ name, mayBeOut }) => `${name}: ${mayBeOut ?? ''}`),
    }
  } finally {
    for (const peer of peers) await peer.person.lock()
    rmSync(place, { recursive: true, force: true })
  }
}
