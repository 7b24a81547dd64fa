// node --import <this> out/main/engine.js: `process.parentPort` of a utility process, over the channel of `fork`.
import { EventEmitter } from 'node:events'
import process from 'node:process'

const parentPort = new EventEmitter()
parentPort.postMessage = (message) => process.send({ message })
Object.defineProperty(process, 'parentPort', { value: parentPort })

// what comes before the engine listens is kept for it
const early = []
parentPort.once('newListener', () => {
  setImmediate(() => {
    for (const event of early.splice(0)) parentPort.emit('message', event)
  })
})

const ports = new Map()
const makePort = (number) => {
  const port = new EventEmitter()
  const waiting = []
  let started = false
  port.postMessage = (data) => process.send({ port: number, data })
  port.start = () => {
    started = true
    for (const data of waiting.splice(0)) port.emit('message', { data, ports: [] })
  }
  ports.set(number, (data) => {
    if (started) port.emit('message', { data, ports: [] })
    else waiting.push(data)
  })
  return port
}

process.on('message', ({ message, transferred, port, data }) => {
  if (port !== undefined) ports.get(port)?.(data)
  else {
    const event = { data: message, ports: transferred.map(makePort) }
    if (parentPort.listenerCount('message') > 0 && early.length === 0) parentPort.emit('message', event)
    else early.push(event)
  }
})
process.on('disconnect', () => process.exit(0))
