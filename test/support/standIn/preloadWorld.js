// Runs in an isolated world: `require('electron')` of a sandboxed preload, then the preload itself. Source text only.
;(key, binding, preload) => {
  const tell = globalThis[binding]
  const listeners = new Map()
  const ports = new Map()
  const only = (name, target) =>
    new Proxy(target, {
      get: (from, member) => {
        if (typeof member === 'symbol' || member in from) return from[member]
        throw new Error(`stand-in: ${name}.${member} is not imitated`)
      },
    })
  const makePort = (number) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => tell(JSON.stringify({ port: number, data }))
    ports.set(number, port1)
    return port2
  }
  globalThis[key] = (text) => {
    const message = JSON.parse(text)
    if (message.channel === undefined) ports.get(message.port)?.postMessage(message.data)
    else {
      const event = { ports: message.ports.map(makePort) }
      for (const listener of listeners.get(message.channel)?.splice(0) ?? []) listener(event, message.message)
    }
  }
  const electron = {
    contextBridge: only('contextBridge', {
      exposeInMainWorld: (name, api) => {
        const members = Object.keys(api)
        if (!Object.isFrozen(api) || members.some((member) => typeof api[member] !== 'function'))
          throw new Error('stand-in: only a frozen object of functions is exposed')
        document.addEventListener(`${key}:call`, ({ detail }) => {
          const { member, args } = JSON.parse(detail)
          api[member](
            ...args.map(({ callback, value }) =>
              callback === undefined
                ? value
                : (...back) =>
                    document.dispatchEvent(
                      new CustomEvent(`${key}:back`, { detail: JSON.stringify({ callback, args: back }) }),
                    ),
            ),
          )
        })
        document.dispatchEvent(new CustomEvent(`${key}:expose`, { detail: JSON.stringify({ name, members }) }))
      },
    }),
    ipcRenderer: only('ipcRenderer', {
      send: (channel, ...args) => tell(JSON.stringify({ channel, args })),
      once: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    }),
  }
  const module = { exports: {} }
  preload(
    (name) => {
      if (name === 'electron') return only('electron', electron)
      throw new Error(`a sandboxed preload cannot require ${name}`)
    },
    module,
    module.exports,
  )
}
