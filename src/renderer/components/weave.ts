/** A weaving draft: a cell is warp-up when the treadle of its row lifts the shaft of its column. */
export type Draft = {
  readonly threading: readonly number[]
  readonly treadling: readonly number[]
  readonly tieUp: readonly (readonly number[])[]
}

const point = [0, 1, 2, 3, 2, 1]

/** Four-shaft point twill: the zigzag and small diamond of many back-strap looms; of no one people. */
export const pointTwill: Draft = {
  threading: point,
  treadling: point,
  tieUp: [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 0],
  ],
}

/** A cell of woven cloth, in cells from the top left. */
export type RaisedCell = { readonly key: string; readonly x: number; readonly y: number }

/** The cells of one repeat where the warp is on top, and how many cells a side has. */
export const drawdown = ({ threading, treadling, tieUp }: Draft): { side: number; raised: readonly RaisedCell[] } => ({
  side: treadling.length,
  raised: treadling.flatMap((treadle, y) =>
    threading.flatMap((shaft, x) =>
      tieUp[treadle]?.includes(shaft) ? [{ key: `${String(x)}-${String(y)}`, x, y }] : [],
    ),
  ),
})
