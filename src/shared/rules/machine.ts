/** A state machine as a table: from each state, where it may go. Timers and guards are functions beside the table. */
export type Machine<S extends string = string> = {
  readonly initial: S
  readonly moves: Readonly<Record<S, readonly S[]>>
}

/** The states of a machine. */
export const statesOf = <S extends string>({ moves }: Machine<S>): S[] => Object.keys(moves) as S[]

/**
 * Whether a record may go from one state to another. From a state that only newer peers know everything is open: nobody
 * is to be stuck in it.
 */
const mayMove = ({ moves }: Machine, from: string, to: string): boolean => {
  if (!Object.hasOwn(moves, to)) return false
  const open = Object.hasOwn(moves, from) ? moves[from] : undefined
  return open ? open.includes(to) : true
}

/**
 * How a record that stands in one state, or in several that were said apart, comes to another: by a `move` from any of
 * them, as a `choice` among them, or not at all.
 */
export const wayTo = (machine: Machine, standing: readonly string[], to: string): 'move' | 'choice' | 'none' => {
  if (standing.length > 1 && standing.includes(to)) return 'choice'
  return standing.some((from) => mayMove(machine, from, to)) ? 'move' : 'none'
}
