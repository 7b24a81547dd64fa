import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A listening post on a TCP connection: passes everything on and keeps a copy. */
export type Tap = { readonly port: number; captured(): Buffer; close(): Promise<void> }

/** Listens before `target` (a port on loopback). */
export const openTap = async (target: () => number): Promise<Tap> => {
  const copies: Buffer[] = []
  const server = createServer((near) => {
    const far = connect(target(), '127.0.0.1')
    near.on('data', (data: Buffer) => {
      copies.push(data)
      far.write(data)
    })
    far.on('data', (data: Buffer) => {
      copies.push(data)
      near.write(data)
    })
    near.on('close', () => far.end())
    far.on('close', () => near.end())
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    captured: () => Buffer.concat(copies),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
