/** `target`, but a member it does not have throws by name: a green test must not rest on a silent undefined. */
export const only = (name, target) =>
  new Proxy(target, {
    get: (from, key) => {
      if (typeof key === 'symbol' || key === 'then' || key in from) return Reflect.get(from, key)
      throw new Error(`stand-in: ${name}.${key} is not imitated`)
    },
  })
