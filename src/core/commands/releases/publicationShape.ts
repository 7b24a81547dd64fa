import { z } from 'zod'
import type { Publication } from '#shared/rules/publication'
import { audiences } from '#shared/rules/releaseChoices'
import { isReleasePeriod } from '#shared/rules/releaseSpec'

/**
 * What stands in the ledger as published, read as if anybody had written it: sizes first. Its numbers are held to by its
 * digest, which two coordinators found on their own laptops.
 */

/** The most numbers of one release: twenty times those of the fixed set of a year. */
const mostCells = 60_000

const code = () => z.string().max(200)
const whole = () => z.number().int().min(0).max(1_000_000_000)
const unit = () => z.enum(['aggressions', 'alerts', 'requests', 'stays'])
const table = () =>
  z
    .strictObject({
      id: code(),
      subject: code(),
      unit: unit(),
      of: z.record(code(), code()),
      axes: z
        .array(
          z.strictObject({
            dimension: code(),
            levels: z.array(z.number().int().min(0).max(9)).max(9),
            nodes: z
              .array(z.strictObject({ code: code(), parent: code().nullable(), level: z.number().int().min(0).max(9) }))
              .max(2_000),
          }),
        )
        .max(4),
      cells: z
        .array(z.strictObject({ at: z.array(code().nullable()).max(4), value: whole().nullable() }))
        .max(mostCells),
    })
    .refine(({ axes, cells }) => cells.every(({ at }) => at.length === axes.length), { error: 'axes' })

/** A publication as it stands in a word of the ledger. */
export const publicationShape: z.ZodType<Publication> = z
  .strictObject({
    format: z.literal(1),
    product: z.literal('tables'),
    period: z.string().refine(isReleasePeriod),
    audience: z.enum(audiences),
    thresholds: z.strictObject({ public: whole(), grave: whole() }),
    tables: z.array(table()).max(100),
    hidden: z.strictObject({
      cells: whole(),
      primary: whole(),
      secondary: whole(),
      byTable: z.array(z.strictObject({ id: code(), cells: whole(), hidden: whole() })).max(100),
      left: z.array(z.strictObject({ subject: code(), reason: z.enum(['tooFew', 'empty', 'notRead']) })).max(100),
    }),
    refused: whole().nullable(),
    version: whole(),
  })
  .refine(({ tables }) => tables.reduce((sum, { cells }) => sum + cells.length, 0) <= mostCells, { error: 'cells' })
