import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { sessionKeys } from '#core/sync/door'
import { exchange } from '#core/sync/exchange'
import type { Local } from '#core/sync/local'
import { meet } from '#core/sync/prove'
import { openSession } from '#core/sync/session'
import type { Session } from '#core/sync/session'
import type { Part } from './trace'

const listenOnce = async (): Promise<{ port: number; accepted: Promise<Socket> }> => {
  const server = createServer()
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  void accepted.then(() => server.close())
  return { port: (server.address() as AddressInfo).port, accepted }
}

const item = (name: string, value: Uint8Array): { readonly name: string; readonly value: Uint8Array } => ({
  name,
  value,
})

/** The ephemeral secrets of the handshake, dialler first: fixed for the page, fresh in every real session. */
export const ephemeral = [new Uint8Array(32).fill(0x11), new Uint8Array(32).fill(0x22)] as const

/** A whole exchange of two laptops that hold the same: handshake, proofs, digests. */
export const sessionPart = async (dialler: Local, listener: Local): Promise<Part> => {
  const items: { readonly name: string; readonly value: Uint8Array }[] = []
  let count = 0
  const overhear = (who: string, socket: Socket): Socket => {
    const write = socket.write.bind(socket) as (...all: unknown[]) => boolean
    Object.assign(socket, {
      write: (bytes: Uint8Array, ...rest: unknown[]) => {
        count += 1
        items.push(item(`session.${who}.frame`, new Uint8Array(bytes)))
        return write(bytes, ...rest)
      },
    })
    return socket
  }
  const { port, accepted } = await listenOnce()
  const calling = connect({ host: '127.0.0.1', port })
  const heard = await accepted
  const keys = sessionKeys(dialler)
  const [there, here] = await Promise.all([
    openSession(overhear('listener', heard), false, sessionKeys(listener)),
    openSession(overhear('dialler', calling), true, keys.slice(0, 1)),
  ])
  const one = async (local: Local, session: Session): Promise<void> => {
    const network = local.network()
    if (!network) throw new Error('no network')
    const peer = await meet(session, local, network)
    await exchange(session, local, network, peer)
  }
  await Promise.all([one(dialler, here), one(listener, there)])
  here.close()
  there.close()
  if (count !== 8) throw new Error('another number of frames')
  const of = (who: string): typeof items =>
    items
      .filter(({ name }) => name === `session.${who}.frame`)
      .map(({ value: frame }, i) => item(`session.${who}.${i + 1}`, frame))
  return {
    title: 'A session',
    says:
      'Bina dials Alma, both hold the whole trace: handshake, proofs, digests. Every value is the bytes of one frame with its ' +
      'length before it. The ephemeral secrets are fixed for this page alone.',
    items: [
      item('session.psk', keys[0]?.psk ?? new Uint8Array()),
      ...ephemeral.map((secret, i) => item(`session.${i === 0 ? 'dialler' : 'listener'}.ephemeral`, secret)),

      item('session.hash', here.hash),
      ...of('dialler'),
      ...of('listener'),
    ],
  }
}
