import type { ShiftRow } from '#shared/contract/shifts'

/** The mark of a shift by where it stands. */
export const markOf = (status: string): 'confirmed' | 'proposed' | 'swap' | 'gap' | 'done' => {
  if (status === 'confirmed' || status === 'covered' || status === 'active') return 'confirmed'
  if (status === 'swap_requested') return 'swap'
  if (status === 'gap' || status === 'done') return status
  return 'proposed'
}

/** Who answers in a shift: whoever took it over, or whose it is; all who took it apart; '' for nobody. */
export const whoOf = ({ status, coveredByAlias, primaryAlias, takers }: ShiftRow): string => {
  if (status === 'gap') return ''
  return takers.length > 0 ? takers.map(({ alias }) => alias).join(', ') : coveredByAlias || primaryAlias
}

/** The address of a shift. */
export const shiftAddress = ({ shiftId, start }: ShiftRow): string =>
  `/shifts/turn/${shiftId}/${String(Date.parse(start))}`

/** The address of the form for hours that nobody holds. */
export const assignAddress = (committeeId: string, start: string, end: string): string =>
  `/shifts/assign/${committeeId}/${String(Date.parse(start))}/${String(Date.parse(end))}`
