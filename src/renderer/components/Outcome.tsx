import { CircleCheck, CircleHelp } from './icons'
import styles from './Saved.module.css'
import { State } from './State'

type Props = {
  /** An action of `useAction`. */
  readonly action: { readonly failure: string | null; readonly done: unknown }
  /** What was done, in words. */
  readonly done: string
}

/** How an action went, beside its button: said by a screen reader, and shown until the next one. */
export const Outcome = ({ action, done }: Props) => (
  <div className={styles.outcome}>
    <p role="status">
      {action.done !== null && (
        <State icon={CircleCheck} dye="jade">
          {done}
        </State>
      )}
    </p>
    <p role="alert">
      {action.failure !== null && (
        <State icon={CircleHelp} dye="barro">
          {action.failure}
        </State>
      )}
    </p>
  </div>
)

type Said = readonly [action: Props['action'], done: string]

/** How several actions of one place went, in the room of one: the first of them that has something to say. */
export const Outcomes = ({ of }: { readonly of: readonly Said[] }) => {
  const said = of.find(([{ failure, done }]) => failure !== null || done !== null) ?? of[0]
  return said ? <Outcome action={said[0]} done={said[1]} /> : null
}
