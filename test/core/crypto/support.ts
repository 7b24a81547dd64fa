import fc from 'fast-check'

/** Bytes of one length, for property tests. */
export const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
/** Bytes of any length to 200. */
export const someBytes = fc.uint8Array({ maxLength: 200 })

/** Runs a property with a seed that can be given again as TEJIDO_SEED; fast-check prints it when the property fails. */
export const check = <T extends unknown[]>(
  property: fc.IPropertyWithHooks<T> | fc.IProperty<T>,
  numRuns = 60,
): void => {
  const seed = Number(process.env.TEJIDO_SEED ?? Date.now() % 2 ** 31)
  process.stdout.write(`seed ${seed}\n`)
  fc.assert(property, { seed, numRuns })
}

/** A copy of `bytes` with one bit changed. */
export const flipBit = (bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> => {
  const copy = Uint8Array.from(bytes)
  const at = Math.floor(bit / 8) % copy.length
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8))
  return copy
}
