import type { ColumnMapping } from '#core/import/mapping'

/** Why a cell cannot be read as its column says. */
export type CellFault = 'date' | 'number' | 'flag'

/** What a cell gives; undefined: nothing is noted. */
type CellValue = string | number | boolean | readonly (string | number | boolean)[] | undefined

type Read = { readonly value: CellValue } | { readonly fault: CellFault }

const pad = (text: string): string => text.padStart(2, '0')

/** A day as ISO writes it; undefined where the calendar has none. */
const dayOf = (year: string, month: string, day: string): string | undefined => {
  const iso = `${year}-${pad(month)}-${pad(day)}`
  const at = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined
}

/** A day, year first or as the mapping says; an hour behind it is left out. Two digits of a year are no year. */
const readDay = (cell: string, order: 'dmy' | 'ymd'): string | undefined => {
  const [, y, m, d] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(cell) ?? []
  if (y && m && d) return dayOf(y, m, d)
  if (order === 'ymd') return undefined
  const [, day, month, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?$/.exec(cell) ?? []
  return day && month && year ? dayOf(year, month, day) : undefined
}

const yes = ['1', '1.0', 'true', 'verdadero']
const no = ['0', '0.0', 'false', 'falso']

/** What a cell gives, read as its column says. An empty one gives nothing; a word that `values` does not have stays. */
export const readCell = (cell: string, { as, values }: ColumnMapping): Read => {
  const text = cell.trim()
  const known = (word: string): string | number | boolean | undefined =>
    Object.hasOwn(values, word) ? (values[word] ?? undefined) : word
  if (text === '') return { value: undefined }
  const [kind, more] = [as.slice(0, as.indexOf(':') + 1), as.slice(as.indexOf(':') + 1)]
  if (kind === 'flag:') {
    if (yes.includes(text.toLowerCase())) return { value: [more] }
    return no.includes(text.toLowerCase()) ? { value: undefined } : { fault: 'flag' }
  }
  if (kind === 'list:') {
    const words = text.split(more).map((word) => word.trim())
    const read = words.filter((word) => word !== '').map(known)
    return { value: [...new Set(read.filter((one) => one !== undefined))] }
  }
  const one = known(text)
  if (typeof one !== 'string' || one !== text) return { value: one }
  if (as === 'number') return /^-?\d{1,12}$/.test(text) ? { value: Number(text) } : { fault: 'number' }
  if (kind !== 'date:') return { value: text }
  const day = readDay(text, more === 'dmy' ? 'dmy' : 'ymd')
  return day === undefined ? { fault: 'date' } : { value: day }
}

type Made = Record<string, unknown>

/** Puts a value where a path leads; terms of several columns come together. `isList`: whether a name is a list of rows. */
const put = (
  into: Made,
  [name = '', ...rest]: readonly string[],
  value: unknown,
  isList: (name: string) => boolean,
) => {
  if (rest.length === 0) {
    const before = into[name]
    const isMore = Array.isArray(before) && Array.isArray(value)
    into[name] = isMore ? [...new Set([before, value].flat() as unknown[])] : value
    return
  }
  if (!isList(name)) {
    put((into[name] ??= {}) as Made, rest, value, () => false)
    return
  }
  const isPlaced = /^[0-9]$/.test(rest[0] ?? '')
  const rows = (into[name] ??= []) as Made[]
  const row = (rows[isPlaced ? Number(rest[0]) : 0] ??= {})
  put(row, isPlaced ? rest.slice(1) : rest, value, () => false)
}

/** A record that is put together value by value; rows of a list that nothing was put in are left out. */
export const createRecord = (isList: (name: string) => boolean) => {
  const made: Made = {}
  return {
    has: (path: readonly string[]): boolean => {
      let at: unknown = made
      const [name = '', ...rest] = path
      const whole = isList(name) && rest.length > 0 && !/^[0-9]$/.test(rest[0] ?? '') ? [name, '0', ...rest] : path
      for (const part of whole) at = typeof at === 'object' && at !== null ? (at as Made)[part] : undefined
      return at !== undefined
    },
    put: (path: readonly string[], value: unknown): void => put(made, path, value, isList),
    value: (): Made =>
      Object.fromEntries(
        Object.entries(made).map(([name, value]) => [
          name,
          isList(name) ? (value as unknown[]).filter(Boolean) : value,
        ]),
      ),
  }
}
