import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StayRow } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { ChoiceRow } from '../../components/ChoiceRow'
import { DayField } from '../../components/DayField'
import { Dialog } from '../../components/Dialog'
import { Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { TextField } from '../../components/TextField'
import { today } from '../../i18n/today'
import { useOptions } from '../../i18n/useLabel'
import { YesNo } from './YesNo'

type Props = {
  readonly stay: StayRow
  readonly houseCardId: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Until which day they stay now, and why. */
export const ExtendDialog = ({ stay, houseCardId, isOpen, onClose }: Props) => {
  const { t } = useTranslation()
  const extend = useAction('stay.extend')
  const [until, setUntil] = useState(stay.plannedDeparture)
  const [reason, setReason] = useState('')
  const send = async (): Promise<void> => {
    const done = await extend.run({ houseCardId, stayId: stay.stayId, until, reason: reason.trim() })
    if (done.ok) onClose()
  }
  return (
    <Dialog
      title={t('houses.stay.extendTitle', { who: stay.guestAlias })}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button kind="main" isPending={extend.busy} isDisabled={until === null} onPress={() => void send()}>
            {t('houses.stay.extend')}
          </Button>
          <Button onPress={onClose}>{t('ui.back')}</Button>
        </>
      }
    >
      <Stack>
        <DayField label={t('houses.stay.until')} value={until} onChange={setUntil} />
        <TextField label={t('houses.stay.reason')} most={1000} value={reason} onChange={setReason} />
        <Outcome action={extend} done={t('houses.stay.noted')} />
      </Stack>
    </Dialog>
  )
}

/** When they left, and how. */
export const DepartDialog = ({ stay, houseCardId, isOpen, onClose }: Props) => {
  const { t } = useTranslation()
  const depart = useAction('stay.depart')
  const kinds = useOptions('departureKind')
  const [date, setDate] = useState<string | null>(today)
  const [kind, setKind] = useState<string | null>(null)
  const [planDone, setPlanDone] = useState<boolean | null>(null)
  const [tried, setTried] = useState(false)
  const send = async (): Promise<void> => {
    setTried(true)
    if (date === null || kind === null) return
    const done = await depart.run({ houseCardId, stayId: stay.stayId, kind, date, planDone })
    if (done.ok) onClose()
  }
  return (
    <Dialog
      title={t('houses.stay.departTitle', { who: stay.guestAlias })}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button kind="main" isPending={depart.busy} onPress={() => void send()}>
            {t('houses.stay.depart')}
          </Button>
          <Button onPress={onClose}>{t('ui.back')}</Button>
        </>
      }
    >
      <Stack>
        <DayField
          label={t('houses.stay.departed')}
          failure={tried && date === null ? t('houses.stay.dayMissing') : null}
          value={date}
          onChange={setDate}
        />
        <ChoiceRow
          label={t('houses.stay.kind')}
          failure={tried && kind === null ? t('houses.stay.kindMissing') : null}
          options={kinds}
          value={kind}
          onChange={setKind}
        />
        <YesNo label={t('houses.stay.plan')} value={planDone} onChange={setPlanDone} />
        <Outcome action={depart} done={t('houses.stay.noted')} />
      </Stack>
    </Dialog>
  )
}
