import process from 'node:process'
import { createEngine } from '#core/createEngine'
import { servePort } from '#shared/contract/servePort'

/**
 * The engine process: told once which vault and over which port, opened by the passphrase that comes over that port
 * from the window, ended by main. It ends itself after an ordinary lock; main kills it if that takes too long.
 */
process.parentPort.once('message', ({ data, ports }) => {
  const { vault } = data as { vault: string }
  const port = ports[0]
  if (!port) throw new Error('the engine was started without its port')
  const served = servePort(
    port,
    (passphrase) => createEngine({ vault, passphrase }),
    () => process.parentPort.postMessage('opened'),
  )
  process.parentPort.on('message', ({ data: order }) => {
    if (order === 'lock') void served.lock().finally(() => process.exit(0))
  })
})
