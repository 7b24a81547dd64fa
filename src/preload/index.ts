import { contextBridge, ipcRenderer } from 'electron'
import { requestLimit } from '#shared/contract/wire'
import type { Pipe } from '#shared/contract/wire'

const unsent: string[] = []
const unread: string[] = []
let port: MessagePort | undefined
let listener: ((text: string) => void) | undefined

ipcRenderer.once('port', (event) => {
  port = event.ports[0]
  if (!port) return
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'string') return
    if (listener) listener(data)
    else unread.push(data)
  }
  for (const text of unsent.splice(0)) port.postMessage(text)
})

const pipe: Pipe = {
  send: (text) => {
    if (typeof text !== 'string' || text.length > requestLimit) return
    if (port) port.postMessage(text)
    else if (unsent.length < 100) unsent.push(text)
  },
  receive: (next) => {
    if (typeof next !== 'function') return
    listener = next
    for (const text of unread.splice(0)) next(text)
  },
  lock: () => ipcRenderer.send('lock'),
  copy: (text) => ipcRenderer.send('copy', text),
}

contextBridge.exposeInMainWorld('tejido', Object.freeze(pipe))
ipcRenderer.send('door')
