/** What a release may be asked to be: what forms offer, and what specs are checked against. Without zod, which the window does not load. */

/** Parts of the fixed set. */
export const releaseSections = ['registry', 'response', 'shelter'] as const
/** A part of the fixed set. */
export type ReleaseSection = (typeof releaseSections)[number]

/** Who a release is for. Allies may read what the public reads, so every check looks at all earlier releases. */
export const audiences = ['public', 'allies'] as const

/** Dimensions of the registry that a table of one's own may have, each with the names of its levels, coarsest first. */
export const ownDimensions = {
  time: ['year', 'half', 'quarter', 'month'],
  place: ['country', 'department'],
  type: ['family', 'term'],
  perpetrator: ['side', 'family', 'term'],
  gender: ['answer'],
  indicator: ['term'],
  cause: ['group', 'term'],
  target: ['term'],
  setting: ['term'],
  ageBand: ['adult', 'group'],
  genderIdentity: ['group', 'term'],
  ethnicIdentity: ['group'],
  role: ['group', 'term'],
} as const
/** A dimension that a table of one's own may have. */
export type OwnDimension = keyof typeof ownDimensions
