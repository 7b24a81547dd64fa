import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldRow } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { CaseCode, PersonName } from '../../components/Discreet'
import { Outcome } from '../../components/Outcome'
import { RowItem } from '../../components/RowList'
import { AnswerHold } from './AnswerHold'
import { HoldWords } from './HoldWords'

/** Which house and which case. */
export const HoldTitle = ({ hold }: { readonly hold: HoldRow }) => (
  <>
    <PersonName name={hold.houseAlias} /> · <CaseCode code={hold.caseCode} />
  </>
)

const TakeBack = ({ hold }: { readonly hold: HoldRow }) => {
  const { t } = useTranslation()
  const cancel = useAction('hold.cancel')
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button onPress={() => setAsked(true)}>{t('houses.cancel.action')}</Button>
      <Outcome action={cancel} done={t('houses.cancel.done')} />
      <Confirm
        title={t('houses.cancel.title')}
        action={t('houses.cancel.action')}
        isOpen={isAsked}
        busy={cancel.busy}
        onConfirm={() => void cancel.run({ holdId: hold.holdId }).then(() => setAsked(false))}
        onClose={() => setAsked(false)}
      >
        <p>{t('houses.cancel.text')}</p>
      </Confirm>
    </>
  )
}

type Props = {
  readonly hold: HoldRow
  /** As who asked, or as who answers. */
  readonly as: 'asker' | 'house'
}

/** A request with what she may do about it. */
export const HoldItem = ({ hold, as }: Props) => {
  const { status } = hold
  const isWaiting = status === 'requested'
  const isYes = status === 'accepted' || status === 'double_booked'
  return (
    <RowItem
      title={<HoldTitle hold={hold} />}
      actions={
        as === 'asker'
          ? (isWaiting || isYes) && <TakeBack hold={hold} />
          : (isWaiting || isYes) && hold.mayAnswer && <AnswerHold hold={hold} isTakingBack={isYes} />
      }
    >
      <HoldWords hold={hold} />
    </RowItem>
  )
}
