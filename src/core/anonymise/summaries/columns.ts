/**
 * The columns of case summaries. Of what may tell people apart (`traits`), and of what may hurt when it is known
 * (`matters`), each says as much as its level: a number of steps into its tree, coarsest first; 0 says nothing.
 */

/** What people who know her may recognise her by. */
export const traits = [
  'period',
  'place',
  'ageBand',
  'role',
  'setting',
  'target',
  'ethnicIdentity',
  'genderIdentity',
  'causes',
] as const
/** What they must not learn of her. */
export const matters = ['aggression', 'perpetrator', 'sphere'] as const

/** Something that a person may be recognised by. */
export type Trait = (typeof traits)[number]
/** Something that may hurt when it is known. */
export type Matter = (typeof matters)[number]
/** A column of a summary, beside the number of its row. */
export type SummaryColumn = Trait | Matter
/** Every column, in the order in which it is printed. */
export const summaryColumns: readonly SummaryColumn[] = [...traits, ...matters]

/** The levels of a column, coarsest first. */
export const levelsOf: Readonly<Record<SummaryColumn, readonly string[]>> = {
  period: ['year', 'half', 'quarter', 'month'],
  place: ['country', 'department'],
  ageBand: ['adult', 'group', 'band'],
  role: ['group', 'term'],
  setting: ['term'],
  target: ['term'],
  ethnicIdentity: ['group', 'term'],
  genderIdentity: ['group', 'term'],
  causes: ['group', 'term'],
  aggression: ['gravest'],
  perpetrator: ['family'],
  sphere: ['term'],
}

/**
 * Columns that may say less, in the order in which they do: the date first, then the place, the age, the role. The number
 * is what is lost with all of a column; with a part of its levels, that part of it. Who did it is lost when nothing else
 * helps (60 is more than all others together), and what was done never.
 */
export const losses = {
  period: 1,
  place: 2,
  ageBand: 3,
  role: 4,
  setting: 5,
  target: 6,
  sphere: 7,
  ethnicIdentity: 8,
  genderIdentity: 9,
  causes: 10,
  perpetrator: 60,
} as const satisfies Partial<Record<SummaryColumn, number>>

/** A column that may say less. */
export type Yielding = keyof typeof losses
/** Those, first to yield first. */
export const yielding = Object.keys(losses) as Yielding[]
