import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { visitFolder } from './people'
import type { Person } from './people'

const never = new AbortController().signal

/**
 * Where a link is cut: after so many bytes of the host's (`down`), or when the guest, who has little to give, says so much at
 * once (`asks`) that she asks for bodies.
 */
export type Cut = { readonly down?: number; readonly asks?: number }
/** Thirty-six ids of bodies; a request to join is half as long. */
export const beforeBodies: Cut = { asks: 1_200 }
/** What went over a link in all, and whether it was cut. */
export type Linked = { readonly up: number; readonly down: number; readonly isCut: boolean }

/** A listening post between two laptops that cuts the link at a byte: what is beyond it never arrives. */
const openLink = async (target: number, { down = Infinity, asks = Infinity }: Cut) => {
  let [went, came, isCut] = [0, 0, false]
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    const cut = (): void => {
      isCut = true
      near.destroy()
      far.destroy()
    }
    near.on('data', (data: Buffer) => {
      went += data.length
      if (data.length >= asks) cut()
      else far.write(data)
    })
    far.on('data', (data: Buffer) => {
      if (came + data.length <= down) near.write(data)
      else near.write(data.subarray(0, Math.max(0, down - came)), cut)
      came += data.length
    })
    near.on('close', () => far.end())
    far.on('close', () => near.end())
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    linked: (): Linked => ({ up: went, down: came, isCut }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Two laptops meet over a link that may be cut. */
export const meetOver = async (
  host: Person,
  guest: Person,
  cut: Cut = {},
  options: { admit?: boolean } = {},
): Promise<Linked> => {
  let listening: (port: number) => void = () => undefined
  const port = new Promise<number>((resolve) => (listening = resolve))
  const stop = new AbortController()
  const hosting = host.engine().exchange({
    carriers: [{ kind: 'listen', address: { host: '127.0.0.1', port: 0 } }],
    wait: 20_000,
    watch: true,
    signal: stop.signal,
    onListening: listening,
    ...options,
  })
  const link = await openLink(await port, cut)
  await guest.engine().exchange({
    carriers: [{ kind: 'connect', address: { host: '127.0.0.1', port: link.port } }],
    wait: 0,
    signal: never,
  })
  stop.abort()
  await hosting
  await link.close()
  return link.linked()
}

/** Each piece of work ends in an envelope of its own, as over days. */
export const overDays = async (
  person: Person,
  folder: string,
  count: number,
  work: (i: number) => Promise<unknown>,
) => {
  for (let i = 0; i < count; i++) {
    await work(i)
    await visitFolder(person, folder)
  }
}
