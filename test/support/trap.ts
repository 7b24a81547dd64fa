import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody's server that hopes to be called: notes who came, and answers with an empty page. */
export type Trap = {
  readonly home: string
  /** The paths that were asked for since this was last asked. */
  visits(): string[]
  close(): void
}

/** Listens on loopback. */
export const openTrap = async (): Promise<Trap> => {
  const visits: string[] = []
  const server = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>trap</title><body>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    home: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits: () => visits.splice(0),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
