import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Draft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { CircleHelp } from '../../components/icons'
import { Row } from '../../components/Layout'
import { Saved } from '../../components/Saved'
import { State } from '../../components/State'

type Props = {
  readonly draft: Pick<Draft<object>, 'state' | 'isFromBefore' | 'drop'>
  /** Where it goes when what was written is left. */
  readonly back: string
  /** Nothing was written in it yet. */
  readonly isFresh: boolean
  readonly busy: boolean
  readonly failure: string | null
  readonly onSave: () => void
  /** There is another screen of it: going there is the main button, and keeping it the second. */
  readonly onNext?: () => void
  /** The word of the main button; «Guardar» when left out. */
  readonly action?: string
}

/** The end of a form: keep it, or leave what was written; whether it is kept meanwhile; why it could not be. */
export const FormFoot = ({ draft, back, isFresh, busy, failure, onSave, onNext, action }: Props) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  return (
    <div>
      <p role="status">{draft.isFromBefore ? t('caseFile.fromBefore') : ''}</p>
      <p role="alert">
        {failure !== null && (
          <State icon={CircleHelp} dye="barro">
            {failure}
          </State>
        )}
      </p>
      <Row>
        {onNext && (
          <Button kind="main" onPress={onNext}>
            {t('cases.new.next')}
          </Button>
        )}
        <Button kind={onNext ? 'plain' : 'main'} isPending={busy} onPress={onSave}>
          {action ?? t('caseFile.save')}
        </Button>
        <Button
          kind="quiet"
          onPress={() => {
            draft.drop()
            go(back)
          }}
        >
          {t('caseFile.leave')}
        </Button>
        <Saved state={draft.state} isFresh={isFresh} />
      </Row>
    </div>
  )
}
