import { z } from 'zod'
import { audiences, ownDimensions, releaseSections } from '#shared/rules/releaseChoices'
import type { OwnDimension } from '#shared/rules/releaseChoices'

/**
 * What somebody asks to be published (docs/exports.md). A spec is the whole of the question: the same spec over the same
 * records gives the same bytes on every laptop.
 */

/** Periods that can be published, once they are closed: a year, a half, a quarter. */
const periodShape = /^[0-9]{4}(-(S[12]|T[1-4]))?$/

/** Whether a text is a period that can be published. */
export const isReleasePeriod = (text: string): boolean => periodShape.test(text)

const ownNames = Object.keys(ownDimensions) as [OwnDimension, ...OwnDimension[]]

/** A dimension read at one of its levels, and at those above it. */
const axis = () =>
  z
    .strictObject({ dimension: z.enum(ownNames), level: z.string().max(20) })
    .refine(({ dimension, level }) => (ownDimensions[dimension] as readonly string[]).includes(level), {
      error: 'level',
    })

/** A table of one's own: one, two or three dimensions, all different. */
const ownTable = () =>
  z
    .array(axis())
    .min(1)
    .max(3)
    .refine((axes) => new Set(axes.map(({ dimension }) => dimension)).size === axes.length, { error: 'twice' })

/** What can be asked for. */
export const releaseSpec = z.strictObject({
  period: z.string().refine(isReleasePeriod, { error: 'period' }),
  audience: z.enum(audiences).default('public'),
  sections: z
    .array(z.enum(releaseSections))
    .max(releaseSections.length)
    .refine((list) => new Set(list).size === list.length, { error: 'twice' })
    .default([...releaseSections]),
  /** Beside the fixed set. */
  tables: z.array(ownTable()).max(6).default([]),
  /** Only of one country. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
})
/** A spec as it was checked. */
export type ReleaseSpec = z.output<typeof releaseSpec>
