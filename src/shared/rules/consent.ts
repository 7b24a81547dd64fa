import { addMonths, dayOf, isDay } from '#shared/rules/days'
import { usualSettings } from '#shared/rules/networkSettings'

/**
 * What a person agreed to, purpose by purpose. Nothing is ever changed: each word of hers is an event that names those
 * of the same matter it had seen, so that what was said apart can be told from what was said later. Of words said apart,
 * a refusal or withdrawal wins.
 */

/** What can be said. What nobody asked has no event. */
export const consentWords = ['given', 'refused', 'withdrawn'] as const

/** One thing she said. */
export type ConsentEvent = {
  readonly id: string
  readonly purpose: string
  /** given · refused · withdrawn; any other word allows nothing. */
  readonly state: string
  /** Which person of the case; null: whom it is about, or nobody in particular. */
  readonly person: string | null
  /** For whom: an organisation, an authority, a person; '' for a purpose that has none. */
  readonly to: string
  /** The day she said it. */
  readonly on: string | null
  /** From this day on what was given is no longer. null: twelve months. */
  readonly expiresOn: string | null
  /** Events of the same matter that this one had seen. */
  readonly after: readonly string[]
  readonly at: string | null
}

/** What she is asked about. */
export type ConsentMatter = Pick<ConsentEvent, 'purpose' | 'person' | 'to'>
/** Where a matter stands. */
export type ConsentState = 'not_asked' | 'given' | 'refused' | 'withdrawn' | 'expired'
/** Where a matter stands now, and until when. */
export type ConsentNow = { readonly state: ConsentState; readonly expiresOn: string | null }

/** Months that an agreement lasts when nothing else was said. */
const monthsGiven = usualSettings.consentMonths

/** Names of organisations are compared as they sound, not as they were typed. */
const matterKey = ({ purpose, person, to }: ConsentMatter): string =>
  JSON.stringify([purpose, person, to.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('es')])

/** Whether two are about the same. */
export const isSameMatter = (a: ConsentMatter, b: ConsentMatter): boolean => matterKey(a) === matterKey(b)

/** The matters that were asked about, each once, in a fixed order. */
export const mattersOf = <E extends ConsentEvent>(events: readonly E[]): { matter: ConsentMatter; events: E[] }[] => {
  const found = new Map<string, E[]>()
  for (const event of [...events].sort(byTime))
    found.set(matterKey(event), [...(found.get(matterKey(event)) ?? []), event])
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, of]) =>
      of.slice(0, 1).map(({ purpose, person, to }) => ({ matter: { purpose, person, to }, events: of })),
    )
}

const byTime = (a: ConsentEvent, b: ConsentEvent): number => {
  const [x, y] = [`${a.at ?? ''} ${a.id}`, `${b.at ?? ''} ${b.id}`]
  return x < y ? -1 : x > y ? 1 : 0
}

/** The last words on a matter: those that no other word on it had seen. What a new event names as seen. */
export const consentHeads = <E extends ConsentEvent>(events: readonly E[], matter: ConsentMatter): E[] => {
  const of = events.filter((event) => isSameMatter(event, matter))
  const seen = new Set(of.flatMap(({ id, after }) => after.filter((other) => other !== id)))
  return of.filter(({ id }) => !seen.has(id))
}

/** The day from which what was given is no longer; undefined where no day can be told: then it allows nothing. */
const endOf = ({ expiresOn, on, at }: ConsentEvent): string | undefined => {
  if (isDay(expiresOn)) return expiresOn
  const start = isDay(on) ? on : dayOf(at ?? '')
  return isDay(start) ? addMonths(start, monthsGiven) : undefined
}

/**
 * Where a matter stands at `now` (ISO 8601 UTC), whatever the order in which events came: of the last words said apart a
 * withdrawal goes before a refusal, either before a giving; of several givings the one that lasts longest counts.
 */
export const consentNow = (events: readonly ConsentEvent[], matter: ConsentMatter, now: string): ConsentNow => {
  if (!events.some((event) => isSameMatter(event, matter))) return { state: 'not_asked', expiresOn: null }
  const heads = consentHeads(events, matter)
  const isSaid = (word: string): boolean => heads.some(({ state }) => state === word)
  if (isSaid('withdrawn')) return { state: 'withdrawn', expiresOn: null }
  // words that see each other in a circle are nobody's honest word, and a word from newer peers is not understood
  if (heads.length === 0 || !heads.every(({ state }) => state === 'given')) return { state: 'refused', expiresOn: null }
  const expiresOn = heads.map((event) => endOf(event) ?? '').reduce((a, b) => (a > b ? a : b))
  return { state: dayOf(now) < expiresOn ? 'given' : 'expired', expiresOn: expiresOn === '' ? null : expiresOn }
}

/** When what is given on a day lapses if nothing else is said; `months` as the network has decided. */
export const lapsesOn = (day: string, months: number = monthsGiven): string => addMonths(day, months)

/**
 * Whether a file may be kept: she, or nobody in particular in her name, agreed, and nobody of those took it back. `defenders`:
 * persons of the case whom it is about.
 */
export const agreedToFile = (events: readonly ConsentEvent[], defenders: readonly string[], now: string): boolean => {
  const states = [null, ...defenders].map(
    (person) => consentNow(events, { purpose: 'keep_file', person, to: '' }, now).state,
  )
  return states.includes('given') && !states.includes('withdrawn') && !states.includes('refused')
}

const otherNetwork = 'share_other_network'

/** Matters in which she may have agreed that another network receives her file: by its name, or whichever it is. */
const passingOn = (defenders: readonly string[], network: string): ConsentMatter[] =>
  [null, ...defenders].flatMap((person) => ['', network].map((to) => ({ purpose: otherNetwork, person, to })))

/**
 * Her agreement, which holds now, that another network receives her file: the id of the event that gave it. undefined
 * when there is none, or when anybody of those it is about refused it or took it back. `defenders`: as in agreedToFile.
 */
export const agreedToPassOn = (
  events: readonly ConsentEvent[],
  defenders: readonly string[],
  network: string,
  now: string,
): string | undefined => {
  const all = passingOn(defenders, network).map((matter) => ({ matter, ...consentNow(events, matter, now) }))
  if (all.some(({ state }) => state === 'withdrawn' || state === 'refused')) return undefined
  const given = all.find(({ state }) => state === 'given')
  return given && consentHeads(events, given.matter)[0]?.id
}

/**
 * Words of hers that go with her file to another network, by id: that it may have it, and all that she did not want.
 * What she allowed here she allowed here: the other network asks her anew.
 */
export const carriedConsents = (events: readonly ConsentEvent[], network: string): string[] =>
  mattersOf(events).flatMap(({ matter }) => {
    const heads = consentHeads(events, matter)
    const isPassing =
      matter.purpose === otherNetwork && ['', network].some((to) => isSameMatter(matter, { ...matter, to }))
    return heads.filter(({ state }) => isPassing || state === 'refused' || state === 'withdrawn').map(({ id }) => id)
  })
