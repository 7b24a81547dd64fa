import process from 'node:process'
import { createHost } from '#core/createHost'
import { servePort } from '#shared/contract/servePort'

/**
 * The engine process: told once which vault and over which port, opened by the passphrase that comes over that port
 * from the window, ended by main. It ends itself after an ordinary lock; main kills it if that takes too long. A folder or file
 * that main's box chose comes straight here, not by the window.
 */
process.parentPort.once('message', ({ data, ports }) => {
  const { vault } = data as { vault: string }
  const port = ports[0]
  if (!port) throw new Error('the engine was started without its port')
  const { parentPort } = process
  let choose: (place: string | null) => void = () => undefined
  const ask = (what: 'folder' | 'backup' | 'ownData' | 'restore' | 'parcel' | 'openParcel'): Promise<string | null> => {
    parentPort.postMessage(what)
    return new Promise((resolve) => (choose = resolve))
  }
  const host = createHost({ vault, chooseFolder: () => ask('folder'), chooseFile: ask })
  const served = servePort(port, host, () => parentPort.postMessage('opened'))
  parentPort.on('message', ({ data: order }: { data: 'lock' | { place: string | null } }) => {
    if (order === 'lock') void served.lock().finally(() => process.exit(0))
    else choose(order.place)
  })
})
