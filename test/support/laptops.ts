import { newPerson, visitFolder } from './people'
import type { Person } from './people'

const never = new AbortController().signal

/** The id of a request that comes to somebody's door. */
const arriving = async (host: Person): Promise<string> => {
  const before = new Set((await host.query('request.list')).requests.map(({ id }) => id))
  return new Promise((resolve) => {
    const stop = host.engine().subscribe('request.list', undefined, (view) => {
      const { ok, value } = view as { ok: boolean; value: { requests: { id: string; admitted: boolean }[] } }
      const fresh = ok ? value.requests.find(({ id }) => !before.has(id)) : undefined
      if (!fresh) return
      stop()
      resolve(fresh.id)
    })
  })
}

/**
 * A laptop knocks at a host's over TCP. `answer` runs once its request is there, while it is kept on the line; without
 * one it is soon told to come back.
 */
export const knockAt = async (
  host: Person,
  guest: Person,
  answer?: (requestId: string) => Promise<unknown>,
  admit = false,
): Promise<string> => {
  const arrived = answer ? arriving(host) : undefined
  let listening: (port: number) => void = () => undefined
  const port = new Promise<number>((resolve) => (listening = resolve))
  const stop = new AbortController()
  const hosting = host.engine().exchange({
    carriers: [{ kind: 'listen', address: { host: '127.0.0.1', port: 0 } }],
    wait: answer ? 20_000 : 300, // how long she is kept on the line
    watch: true,
    admit,
    signal: stop.signal,
    onListening: listening,
  })
  const visiting = guest.engine().exchange({
    carriers: [{ kind: 'connect', address: { host: '127.0.0.1', port: await port } }],
    wait: 0,
    signal: never,
  })
  const first = await Promise.race(arrived ? [arrived, visiting] : [visiting])
  if (typeof first === 'string') await answer?.(first)
  const visited = await visiting
  stop.abort()
  await hosting
  return visited.ok ? 'ok' : visited.error.type
}

/** The six words are read aloud on both sides, and are the same; then the host lets the laptop in. */
export const comparesAndAdmits =
  (host: Person, guest: Person) =>
  async (requestId: string): Promise<{ done: boolean; signatures: number; needed: number }> => {
    const { requests } = await host.query('request.list')
    const { checkWords } = await guest.query('me')
    const shown = requests.find(({ id }) => id === requestId)?.checkWords
    if (!checkWords || shown?.join() !== checkWords.join()) throw new Error('the six words differ')
    const { done, signatures, needed } = await host.call('request.admit', { requestId })
    return { done, signatures, needed }
  }

/** A fresh laptop that asks with a pass; with recovery words it comes back by her paper. */
export const newLaptop = async (code: string, recoveryWords?: string): Promise<Person> => {
  const laptop = await newPerson('la otra')
  if (recoveryWords === undefined) await laptop.call('network.join', { code, alias: 'no se usa' })
  else await laptop.call('network.recover', { code, recoveryWords })
  return laptop
}

/** Somebody joins and writes her 24 words on paper. */
export const joinWithPaper = async (host: Person, alias: string): Promise<{ person: Person; words: string }> => {
  const person = await newPerson(alias)
  const { code } = await host.call('invitation.create', { role: 'member' })
  const { recoveryWords } = await person.call('network.join', { code, alias })
  const met = await knockAt(host, person, comparesAndAdmits(host, person))
  if (met !== 'ok') throw new Error(met)
  return { person, words: recoveryWords }
}

/** People visit a folder in turn; nobody else is there. */
export const visitInTurn = async (folder: string, ...people: readonly Person[]): Promise<void> => {
  for (const person of people) await visitFolder(person, folder)
}

/** Whether a case can be read on a laptop, or why not. */
export const readsCase = (person: Person, caseId: string): Promise<string> => person.tryQuery('case.view', { caseId })

/** The laptop's request that waits at a host's. */
export const requestAt = async (host: Person): Promise<string> =>
  (await host.query('request.list')).requests.findLast(({ admitted }) => !admitted)?.id ?? ''
