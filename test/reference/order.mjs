const leastId = (a, b) => (a.e.id < b.e.id ? -1 : 1)

/** Smallest root past first, then least id. What is in an op's root past comes before it. */
export const byPast = (a, b) => a.size - b.size || leastId(a, b)

/** The same by the past in a space. */
export const bySpacePast = (a, b) => a.pastSize - b.pastSize || leastId(a, b)
