import { z } from 'zod'

/** Whether every surrogate has its partner: a lone one cannot be written as UTF-8 and would come back changed. */
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)
/** Control characters other than tab and line feed, and the marks that reverse reading order. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** A text of at most `max` UTF-16 units, kept exactly as typed; control and bidi-override characters are refused. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => isWellFormed(value) && !forbidden.test(value), { error: 'characters' })

/** A name or label: one line, not blank. */
export const line = (max = 200) =>
  text(max).refine((value) => value.trim().length > 0 && !value.includes('\n'), { error: 'blank' })

/** Free text. 20,000 units: a long note; one splice of 30 MB would end Automerge for the whole process. */
export const longText = () => text(20_000)

/** 32 bytes in lower-case hex: a member, device, space or envelope. */
export const id32 = () => z.string().regex(/^[0-9a-f]{64}$/)
/** 16 random bytes in lower-case hex: a row inside a document. */
export const id16 = () => z.string().regex(/^[0-9a-f]{32}$/)
/** ISO 3166-1 alpha-2. */
export const country = () => z.string().regex(/^[A-Z]{2}$/)
/** A controlled term by its stable slug. */
export const term = () => z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/)
/** Automerge heads that a form was read at. */
export const heads = () => z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(64)
/** A place on this computer, as its system writes it; null: it is chosen in the system's own box. */
export const place = () =>
  z
    .string()
    .min(1)
    .max(4_096)
    .refine((given) => !given.includes('\0'))
    .nullable()
/** A calendar day. */
export const day = () => z.iso.date()
/** A month, '2026-11'. */
export const month = () => z.string().regex(/^[0-9]{4}-(?:0[1-9]|1[0-2])$/)
