// Runs in the page's own world before any script of the page: what contextBridge would expose there. Source text only.
;(key) => {
  const { parse, stringify } = JSON
  const callbacks = []
  const emit = document.dispatchEvent.bind(document)
  const Event = CustomEvent
  document.addEventListener(`${key}:expose`, ({ detail }) => {
    const { name, members } = parse(detail)
    const exposed = {}
    for (const member of members)
      exposed[member] = (...given) => {
        const args = given.map((value) =>
          typeof value === 'function' ? { callback: callbacks.push(value) - 1 } : { value },
        )
        emit(new Event(`${key}:call`, { detail: stringify({ member, args }) }))
      }
    Object.defineProperty(window, name, { value: Object.freeze(exposed), enumerable: true })
  })
  document.addEventListener(`${key}:back`, ({ detail }) => {
    const { callback, args } = parse(detail)
    callbacks[callback](...args)
  })
}
