/** The largest file of a case, in bytes. */
export const largestAttachment = 25 * 1_048_576
