/** The largest file, in bytes. */
export const fileCap = 20 * 1_048_576
/** Rows below the header. */
export const rowCap = 5_000
/** Columns of a table. */
export const columnCap = 200
/** UTF-16 units of one cell. */
export const cellCap = 10_000
/** Bytes that a workbook may be when it is unpacked: a small zip may say that it holds terabytes. */
export const unpackedCap = 64 * 1_048_576
