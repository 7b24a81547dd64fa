import { z } from 'zod'
import type { Publication } from '#shared/rules/publication'
import { methodOf } from '#core/export/method'
import { draftMark, speakerOf } from '#core/export/words'
import type { Words } from '#core/export/words'

/** Words in both languages, whichever the other files speak: programs read this one. */
export const words = () => z.strictObject({ es: z.string(), en: z.string() })

/** A table of the file. */
const table = () =>
  z.strictObject({
    id: z.string().describe('cuadro-01'),
    title: words(),
    unit: z.string().describe('What is counted.'),
    of: z.record(z.string(), z.string()).describe('Of which records, beside those of the period; {} for all.'),
    axes: z.array(
      z.strictObject({
        dimension: z.string(),
        label: words(),
        nodes: z.array(
          z.strictObject({
            code: z.string(),
            parent: z.string().nullable().describe('null: under the whole.'),
            label: words(),
          }),
        ),
      }),
    ),
    cells: z
      .array(
        z.strictObject({
          at: z.array(z.string().nullable()).describe('A node for each axis; null is all of it.'),
          value: z.int().min(0).nullable().describe('null: protected. Not zero, and neither small nor large for that.'),
        }),
      )
      .describe('Every combination of nodes once, wholes too.'),
  })

/** The form of `cuadros.json`; docs/exports.schema.json is made of it. */
export const tablesSchema = z.strictObject({
  draft: z.string().optional().describe('Only in what is not published yet.'),
  format: z.literal(1),
  product: z.literal('tables'),
  release: z.string().nullable().describe('The entry of the ledger; null in a draft.'),
  period: z.string(),
  version: z.int().min(0).describe('The version of the period in the registry.'),
  audience: z.enum(['public', 'allies']),
  mark: words().describe('What stands for a protected figure in the other files.'),
  thresholds: z.strictObject({ public: z.int(), grave: z.int() }).describe('Fewer people than these are not shown.'),
  refused: z
    .int()
    .min(0)
    .nullable()
    .describe('Records left out for want of agreement; null: too few to be said, 0: none.'),
  left: z.array(z.strictObject({ subject: z.string(), reason: z.enum(['tooFew', 'empty', 'notRead']) })),
  method: z.array(z.strictObject({ title: words().nullable(), sentences: z.array(words()) })),
  tables: z.array(table()),
})

/** Words as the file has them. */
export const inBoth = ([es, en = es]: Words): z.output<ReturnType<typeof words>> => ({ es, en })

/** As text whose keys stand in the order of their names, so that the same data is the same bytes. */
export const canonicalJson = (value: unknown): string => {
  const sorted = (one: unknown): unknown =>
    Array.isArray(one)
      ? one.map(sorted)
      : typeof one === 'object' && one !== null
        ? Object.fromEntries(
            Object.entries(one)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, sorted(inner)]),
          )
        : one
  return `${JSON.stringify(sorted(value), null, 1)}\n`
}

/**
 * The tables for programs. How many figures were hidden for which reason is left out on purpose: where all of them were
 * for the first, each would be known to be small.
 */
export const tablesJson = (publication: Publication, release: string | null, isDraft: boolean): Uint8Array => {
  const { format, product, period, version, audience, thresholds, refused, hidden, tables } = publication
  const both = speakerOf('both')
  const file: z.output<typeof tablesSchema> = {
    ...(isDraft && { draft: draftMark }),
    format,
    product,
    release: isDraft ? null : release,
    period,
    version,
    audience,
    mark: inBoth(both.say('mark')),
    thresholds,
    refused,
    left: hidden.left.map(({ subject, reason }) => ({ subject, reason })),
    method: methodOf(publication, both).map(({ title, sentences }) => ({
      title: title && inBoth(title),
      sentences: sentences.map(inBoth),
    })),
    tables: tables.map((one) => ({
      id: one.id,
      title: inBoth(both.title(one)),
      unit: one.unit,
      of: { ...one.of },
      axes: one.axes.map(({ dimension, nodes }) => ({
        dimension,
        label: inBoth(both.dimension(dimension)),
        nodes: nodes.map(({ code, parent }) => ({ code, parent, label: inBoth(both.node(dimension, code)) })),
      })),
      cells: one.cells.map(({ at, value }) => ({ at: [...at], value })),
    })),
  }
  return new TextEncoder().encode(canonicalJson(file))
}
