/**
 * Readers for documents: a colleague's laptop, newer or hostile, may have written any shape, and a screen must show
 * what it can. Nothing here throws; what has the wrong type reads as `otherwise`.
 */

/** A text, or `otherwise`. */
export const textOr = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise)
/** A text, or null. */
export const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)
/** True, false, or null for anything else. */
export const booleanOrNull = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)
/** A list, or an empty one. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
/** The texts of a list, or of a set, which documents keep as a map of true; other things in it are passed over. */
export const textsOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : Object.entries(objectOf(value))
        .flatMap(([key, isIn]) => (isIn === true ? [key] : []))
        .sort() // an open document has them as they were added, one that was read again in order
/** An object's own entries; none for anything that is not a plain object. */
export const entriesOf = (value: unknown): [string, Record<string, unknown>][] =>
  Object.entries(objectOf(value)).flatMap(([key, item]) => (isObject(item) ? [[key, item]] : []))
/** A plain object, or an empty one. */
export const objectOf = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {})

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
