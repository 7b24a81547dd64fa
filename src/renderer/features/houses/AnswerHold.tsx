import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldRow } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Dialog } from '../../components/Dialog'
import { Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { useOptions } from '../../i18n/useLabel'

/** For how long a yes may keep the place, in hours from now. */
const keepFor = [4, 24, 72] as const
type Asked = 'accept' | 'decline' | null

type Props = {
  readonly hold: HoldRow
  /** A yes was said already: only the no is left, in its own words. */
  readonly isTakingBack?: boolean
}

/** Yes and no to a request, of one size. A no asks why, since it is counted which places are missing. */
export const AnswerHold = ({ hold, isTakingBack = false }: Props) => {
  const { t } = useTranslation()
  const answer = useAction('hold.answer')
  const reasons = useOptions('holdReason')
  const [asked, setAsked] = useState<Asked>(null)
  const [reason, setReason] = useState<string | null>(isTakingBack ? 'full' : null)
  const [hours, setHours] = useState('same')
  const [tried, setTried] = useState(false)
  const close = (): void => setAsked(null)
  const { holdId } = hold
  const send = async (): Promise<void> => {
    setTried(true)
    if (asked === 'decline' && reason === null) return
    const said =
      asked === 'accept'
        ? { holdId, answer: 'accepted' as const, ...(hours !== 'same' && { hours: Number(hours) }) }
        : { holdId, answer: 'declined' as const, reason }
    await answer.run(said)
    close()
  }
  return (
    <>
      {!isTakingBack && <Button onPress={() => setAsked('accept')}>{t('houses.answer.accept')}</Button>}
      <Button onPress={() => setAsked('decline')}>
        {t(isTakingBack ? 'houses.answer.takeBack' : 'houses.answer.decline')}
      </Button>
      <Outcome action={answer} done={t('houses.answer.done')} />
      <Dialog
        title={t(asked === 'accept' ? 'houses.answer.acceptTitle' : 'houses.answer.declineTitle')}
        isOpen={asked !== null}
        onClose={close}
        actions={
          <>
            <Button kind="main" isPending={answer.busy} onPress={() => void send()}>
              {t(asked === 'accept' ? 'houses.answer.accept' : 'houses.answer.decline')}
            </Button>
            <Button onPress={close}>{t('ui.back')}</Button>
          </>
        }
      >
        {asked === 'accept' ? (
          <Stack>
            <p>{t('houses.answer.acceptText')}</p>
            <ChoiceRow
              label={t('houses.answer.keep')}
              options={[
                { id: 'same', label: t('houses.answer.same') },
                ...keepFor.map((count) => ({ id: String(count), label: t('houses.hours', { count }) })),
              ]}
              value={hours}
              onChange={setHours}
            />
          </Stack>
        ) : (
          <ChoiceRow
            label={t('houses.answer.why')}
            help={t('houses.answer.whyHelp')}
            failure={tried && reason === null ? t('houses.answer.whyMissing') : null}
            options={reasons}
            value={reason}
            onChange={setReason}
          />
        )}
      </Dialog>
    </>
  )
}
