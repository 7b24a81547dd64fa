import { z } from 'zod'
import { nothing, operation } from '#shared/contract/operation'
import { readAddress } from '#shared/rules/address'

/** Whether this laptop goes to the network's relays by itself, and by which SOCKS5 proxy, `host:port`; '': by none. */
const relays = z.strictObject({
  auto: z.boolean(),
  proxy: z
    .string()
    .max(300)
    .refine((given) => given === '' || (readAddress(given)?.port ?? 0) > 0),
})

/** How she likes her screen, on this laptop alone. null: as the system says. */
const preferences = z.strictObject({
  language: z.enum(['es', 'en']).nullable(),
  theme: z.enum(['light', 'dark']).nullable(),
  /** Minutes without a touch after which the notebook closes. */
  idleMinutes: z.number().int().min(1).max(60),
  /** Bands, codes and aliases are shown as threads and initials. */
  discreet: z.boolean(),
  /** Per cent of the usual size of text. */
  textSize: z.union([z.literal(100), z.literal(125), z.literal(150)]),
  /** How this laptop goes to relays. */
  relays,
})
/** How she likes her screen. */
export type Preferences = z.output<typeof preferences>

const atFirst: Preferences = {
  language: null,
  theme: null,
  idleMinutes: 5,
  discreet: false,
  textSize: 100,
  relays: { auto: false, proxy: '' },
}

/** Preferences as kept; as at first where nothing is, or where another version wrote what does not fit. */
export const readPreferences = (kept: unknown): Preferences => {
  const read = preferences.partial().safeParse(kept)
  return read.success ? ({ ...atFirst, ...read.data } as Preferences) : atFirst // JSON has no undefined
}

/** Which form a draft is of: a few words that the screens choose, never what somebody typed. */
const form = () => z.string().regex(/^[a-z][a-zA-Z0-9.:-]{0,199}$/)

/** Commands on what is of this laptop alone: nothing of it is ever sent. */
export const ownCommands = {
  /** Keeps what is in a form that is not finished, so that closing at once loses nothing. */
  'draft.keep': operation<{ readonly ok: true }>()(z.strictObject({ form: form(), value: z.json() })),
  'draft.drop': operation<{ readonly ok: true }>()(z.strictObject({ form: form() })),
  'preferences.set': operation<{ readonly ok: true }>()(preferences.partial()),
} as const

/** Queries of what is of this laptop alone. */
export const ownQueries = {
  /** null: there is none. */
  'draft.get': operation<{ readonly value: unknown }>()(z.strictObject({ form: form() })),
  'draft.list': operation<{ readonly forms: readonly string[] }>()(nothing()),
  'preferences.get': operation<Preferences>()(nothing()),
  /** When a backup of this vault was last made on this laptop; null: never. */
  'backup.last': operation<{ readonly at: string | null }>()(nothing()),
} as const
