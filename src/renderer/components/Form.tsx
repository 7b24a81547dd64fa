import type { ReactNode } from 'react'
import { Form as AriaForm } from 'react-aria-components'

/**
 * A form of one or more fields that is sent by its button or by the enter key. Nothing leaves the page by itself; what is
 * amiss stands under its field, in our words and not the browser's.
 */
export const Form = (props: {
  readonly className?: string | undefined
  readonly onSend: () => void
  readonly children: ReactNode
}): ReactNode => (
  <AriaForm
    className={props.className ?? ''}
    validationBehavior="aria"
    onSubmit={(event) => {
      event.preventDefault()
      props.onSend()
    }}
  >
    {props.children}
  </AriaForm>
)
