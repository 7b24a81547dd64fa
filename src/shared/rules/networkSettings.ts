/**
 * What a network decides for itself, a number each. `usual` holds until somebody decides otherwise; `floor`: below it one
 * person alone changes nothing, it takes the word of two who coordinate.
 */
type Limits = { readonly usual: number; readonly least: number; readonly most: number; readonly floor?: number }

/** Every setting of a network, in the order in which a screen shows them. Units are in their names, or people. */
const networkSettings = {
  /** People that a number which is published has to be about. */
  publicThreshold: { usual: 5, least: 3, most: 50, floor: 5 },
  /** The same for the gravest types of aggression. */
  graveThreshold: { usual: 10, least: 5, most: 100, floor: 10 },
  reviewDaysImminent: { usual: 3, least: 1, most: 7 },
  reviewDaysVeryHigh: { usual: 7, least: 1, most: 14 },
  reviewDaysHigh: { usual: 14, least: 1, most: 30 },
  reviewDaysMedium: { usual: 30, least: 1, most: 90 },
  reviewDaysLow: { usual: 90, least: 1, most: 180 },
  /** How long a place in a house is kept when nobody says: in the network's own country, and in another. */
  holdHoursHome: { usual: 4, least: 1, most: 168 },
  holdHoursAbroad: { usual: 24, least: 1, most: 168 },
  /** How long an agreement of a person lasts when nobody says. */
  consentMonths: { usual: 12, least: 1, most: 36 },
  /** After how long a closed case is proposed for erasure. */
  retentionMonths: { usual: 24, least: 6, most: 120 },
} as const satisfies Record<string, Limits>

/** The name of a setting. */
export type SettingName = keyof typeof networkSettings
/** Every name, in order. */
export const settingNames = Object.keys(networkSettings) as SettingName[]
/** What holds in a network now. */
export type NetworkSettings = Readonly<Record<SettingName, number>>

const limitsOf = (name: SettingName): Limits => networkSettings[name]

/** Where a setting may be. `floor`: null where one person may decide all of it. */
export const settingLimits = (
  name: SettingName,
): { readonly usual: number; readonly least: number; readonly most: number; readonly floor: number | null } => ({
  floor: null,
  ...limitsOf(name),
})

/** Whether a value is one that the setting can have. */
export const isWithin = (name: SettingName, value: number): boolean => {
  const { least, most } = limitsOf(name)
  return Number.isSafeInteger(value) && value >= least && value <= most
}

/** Whether two have to say it. */
export const takesTwo = (name: SettingName, value: number): boolean => value < (limitsOf(name).floor ?? -Infinity)

/** What one who coordinates said of a setting, and which words of the same she had heard. Words are never changed. */
export type SettingWord = {
  readonly id: string
  readonly name: string | null
  readonly value: number | null
  readonly by: string | null
  readonly after: readonly string[]
}

/** A setting from all that was said of it. */
export type SettingNow = {
  readonly value: number
  /** Who said what holds, both where it takes two; empty where it is the usual. */
  readonly by: readonly string[]
  /** Last words that hold and differ, said apart: of thresholds the highest holds until one is chosen. Empty otherwise. */
  readonly apart: readonly { readonly value: number; readonly by: string }[]
  /** What one proposed and no second said yet. */
  readonly proposed: readonly { readonly value: number; readonly by: string }[]
  /** The last words: what the next one has heard. */
  readonly heads: readonly string[]
}

type Word = SettingWord & { readonly value: number; readonly by: string }
type Held = { readonly value: number; readonly by: readonly string[] }

/** What holds with each of some words. `deep`: words in a circle are nobody's honest word, and end somewhere. */
const heldWith = (
  name: SettingName,
  words: ReadonlyMap<string, Word>,
  ids: readonly string[],
  deep: number,
): Held[] => {
  if (deep > 100) return []
  const here = ids.flatMap((id) => words.get(id) ?? [])
  return here.flatMap((word): Held[] => {
    if (!takesTwo(name, word.value)) return [{ value: word.value, by: [word.by] }]
    const heard = [...here, ...word.after.flatMap((id) => words.get(id) ?? [])]
    const second = heard.find(({ value, by }) => value === word.value && by !== word.by)
    return second
      ? [{ value: word.value, by: [second.by, word.by].sort() }]
      : heldWith(name, words, word.after, deep + 1)
  })
}

/**
 * What a setting is, whatever the order in which words came. What is out of its bounds was not said; what only one said
 * below the floor changes nothing. Of words said apart the highest number holds.
 */
export const settingNow = (name: SettingName, said: readonly SettingWord[]): SettingNow => {
  const own = said.filter((word): word is Word => {
    const { name: of, value, by } = word
    return of === name && by !== null && value !== null && isWithin(name, value)
  })
  const words = new Map(own.map((word) => [word.id, word]))
  const heard = new Set(own.flatMap(({ id, after }) => after.filter((other) => other !== id)))
  const last = own.filter(({ id }) => !heard.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const heads = last.map(({ id }) => id)
  const held = heldWith(name, words, heads, 0)
  const values = new Set(held.map(({ value }) => value))
  const value = values.size === 0 ? limitsOf(name).usual : Math.max(...values)
  return {
    value,
    by: held.find((one) => one.value === value)?.by ?? [],
    apart: values.size < 2 ? [] : held.map((one) => ({ value: one.value, by: one.by.at(-1) ?? '' })),
    proposed: last.flatMap((word) =>
      word.value === value || held.some((one) => one.value === word.value) ? [] : [{ value: word.value, by: word.by }],
    ),
    heads,
  }
}

/** What holds where nobody decided anything. */
export const usualSettings = Object.fromEntries(
  settingNames.map((name) => [name, networkSettings[name].usual]),
) as NetworkSettings
