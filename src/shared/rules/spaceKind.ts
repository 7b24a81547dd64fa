/**
 * What spaces there are besides the network's own (docs/glossary.md): each with its own readers, key and log. `hold` is
 * the small space between who asks for a place and the house; `protection`, `registry` and `care` are one a network.
 */
export const spaceKinds = ['case', 'house', 'hold', 'committee', 'protection', 'registry', 'care', 'fund'] as const
/** A kind of space. */
export type SpaceKind = (typeof spaceKinds)[number]
