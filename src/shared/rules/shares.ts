/** Break-glass: the key of a case is divided among this many key guardians. */
export const sharesMade = 5
/** So many of them together open it; fewer learn nothing. */
export const sharesNeeded = 3
