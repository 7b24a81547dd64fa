/** What of a case may be left at home when it goes to another network, part by part. Her agreements go in any case. */
export const transferParts = ['persons', 'aggressions', 'risks', 'plans', 'notes'] as const
/** One of them. */
export type TransferPart = (typeof transferParts)[number]
