/** The three roles of a network; all else is a function in a space (docs/glossary.md). */
export const roles = ['member', 'facilitator', 'coordinator'] as const
/** member · facilitator (opens cases, manages membership) · coordinator (a facilitator who also releases exports). */
export type Role = (typeof roles)[number]

/** Whether a role manages membership and opens cases. */
export const isFacilitating = (role: Role): boolean => role !== 'member'
