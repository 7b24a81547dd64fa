import { Button } from './Button'
import { X } from './icons'
import { Row } from './Layout'
import { Thread } from './Thread'

type Props = {
  readonly state:
    | { readonly phase: 'idle' | 'choosing' | 'over' }
    | { readonly phase: 'writing'; readonly share: number }
  readonly isStopped: boolean
  readonly words: Readonly<Record<'choosing' | 'writing' | 'stopped' | 'share' | 'stop', string>>
  readonly onStop: () => void
}

/** How the writing of a file goes: where it is chosen, how much is done, the way to stop it, that it was stopped. */
export const Writing = ({ state, isStopped, words, onStop }: Props) => (
  <>
    <p role="status">
      {state.phase === 'choosing' && words.choosing}
      {state.phase === 'writing' && words.writing}
      {isStopped && words.stopped}
    </p>
    {state.phase === 'writing' && (
      <>
        <Thread label={words.share} done={Math.floor(state.share * 100)} total={100} />
        <Row>
          <Button onPress={onStop}>
            <X aria-hidden="true" size={18} />
            {words.stop}
          </Button>
        </Row>
      </>
    )}
  </>
)
