import type { Field, Fields } from '#shared/records/field'

/** A word that nothing else has: one for each field of each record, so that it is known where a leak comes from. */
export type Canaries = { readonly all: string[]; next(where: string): string }

/** Canaries, none of which is part of another. */
export const createCanaries = (): Canaries => {
  const all: string[] = []
  return {
    all,
    next: (where) => {
      const word = `Canaria${String(all.length).padStart(4, '0')}${where.replace(/[^a-z]/gi, '').slice(-12)}`
      all.push(word)
      return word
    },
  }
}

const fill = (name: string, { inner, schema, empty, how }: Field, canaries: Canaries): unknown => {
  if (how === 'fixed') return undefined
  if (inner) {
    const one = filled(name, inner, canaries)
    const value = Array.isArray(empty) ? [one] : one
    return schema.safeParse(value).success ? value : undefined
  }
  const word = `Canaria0000${name}`
  return schema.safeParse(word).success ? canaries.next(name) : undefined
}

/** Every field that takes any words, with a canary in each: those of groups too. What takes codes or numbers is left out. */
export const filled = (record: string, fields: Fields, canaries: Canaries): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = fill(`${record}${name}`, field as Field, canaries)
      return value === undefined ? [] : [[name, value]]
    }),
  )
