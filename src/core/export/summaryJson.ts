import { z } from 'zod'
import { summaryColumns } from '#core/anonymise/summaries/columns'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { canonicalJson, inBoth, words } from '#core/export/json'
import { codesIn, codeWords, columnWords, summaryDetail, summaryMethod } from '#core/export/summaryWords'
import { draftMark, speakerOf } from '#core/export/words'

/** The form of `resumenes.json`; docs/exports.schema.json is made of it. */
export const summariesSchema = z.strictObject({
  draft: z.string().optional().describe('Only in what is not published yet.'),
  format: z.literal(1),
  product: z.literal('summaries'),
  release: z.string().nullable().describe('The entry of the ledger; null in a draft.'),
  period: z.string(),
  country: z.string().nullable().describe('null: of all countries.'),
  k: z.int().describe('Cases that are alike, at least.'),
  l: z.int(),
  lGrave: z.int(),
  classes: z.strictObject({ count: z.int(), smallest: z.int(), largest: z.int() }),
  hiddenShare: z.number(),
  undercount: z.int().nullable().describe('Cases of the period that are not here; null: too few to be said, 0: none.'),
  method: z.array(words()),
  columns: z.array(
    z.strictObject({
      name: z.enum(['row', ...summaryColumns]),
      label: words(),
      level: z.string().nullable().describe('The finest that is said; null for nothing, and for the number of a row.'),
      codes: z.array(z.strictObject({ code: z.string(), label: words() })).describe('[] for the number of a row.'),
    }),
  ),
  rows: z
    .array(z.array(z.string().nullable()))
    .describe('By the order of the columns. null: hidden, not known or not asked.'),
})

/** The summaries for programs. */
export const summariesJson = (
  publication: SummaryPublication,
  release: string | null,
  isDraft: boolean,
): Uint8Array => {
  const { format, product, period, country, k, l, lGrave, classes, hiddenShare, undercount } = publication
  const both = speakerOf('both')
  const file: z.output<typeof summariesSchema> = {
    ...(isDraft && { draft: draftMark }),
    format,
    product,
    release: isDraft ? null : release,
    period,
    country,
    k,
    l,
    lGrave,
    classes,
    hiddenShare,
    undercount,
    method: [...summaryMethod(publication, both), ...summaryDetail(publication, both)].map(inBoth),
    columns: publication.columns.map((name) => ({
      name,
      label: inBoth(columnWords(name, both)),
      level: name === 'row' ? null : publication.levels[name],
      codes:
        name === 'row'
          ? []
          : codesIn(publication, name).map((code) => ({ code, label: inBoth(codeWords(name, code, both)) })),
    })),
    rows: publication.rows.map((row) => [...row]),
  }
  return new TextEncoder().encode(canonicalJson(file))
}
