// MessageChannelMain, whose ends may be handed to another process. An end that was handed over has a `remote`.
import { EventEmitter } from 'node:events'

let last = 0
/** Ends that were handed over, by number. */
export const handedOver = new Map()

class Port extends EventEmitter {
  waiting = []
  started = false
  remote = null
  postMessage(data) {
    this.other.receive(data)
  }
  receive(data) {
    if (this.remote) this.remote(data)
    else if (this.started) this.emit('message', { data, ports: [] })
    else this.waiting.push(data)
  }
  start() {
    this.started = true
    for (const data of this.waiting.splice(0)) this.emit('message', { data, ports: [] })
  }
  close() {}
}

/** Hands `port` over: `deliver(number, data)` takes what the other end says from now on. Returns its number. */
export const handOver = (port, deliver) => {
  const number = ++last
  handedOver.set(number, port)
  port.remote = (data) => deliver(number, data)
  for (const data of port.waiting.splice(0)) port.remote(data)
  return number
}

/** What came from where end `number` went: it is for the end that stayed. */
export const fromAfar = (number, data) => handedOver.get(number)?.other.receive(data)

export class MessageChannelMain {
  port1 = new Port()
  port2 = new Port()
  constructor() {
    this.port1.other = this.port2
    this.port2.other = this.port1
  }
}
