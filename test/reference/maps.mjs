/** The value at `key`, made first if there is none. */
export const getOrMake = (map, key, make) => {
  if (!map.has(key)) map.set(key, make())
  return map.get(key)
}

/** Adds to the list at `key`. */
export const pushTo = (map, key, value) => getOrMake(map, key, () => []).push(value)
