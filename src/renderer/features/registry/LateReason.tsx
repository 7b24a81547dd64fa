import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isWithin } from '#shared/rules/period'
import { useView } from '../../bridge/useView'
import { CircleSlash } from '../../components/icons'
import { State } from '../../components/State'
import { TextField } from '../../components/TextField'

/** What a change in a closed period needs. */
type Late = {
  readonly isClosed: boolean
  readonly isCoordinator: boolean
  readonly reason: string
  readonly setReason: (reason: string) => void
  /** To spread into the input of a command. */
  readonly input: { readonly lateReason?: string }
}

/** Whether the period of an entry is closed, and the reason why it is changed all the same; null: of no entry in particular. */
export const useLate = (period: string | null): Late => {
  const [reason, setReason] = useState('')
  const me = useView('me', undefined)
  const periods = useView('registry.periods', undefined)
  const isClosed =
    periods?.ok === true && periods.value.periods.some((one) => one.closed && isWithin(period, one.period))
  const isCoordinator = me?.ok === true && me.value.role === 'coordinator'
  return {
    isClosed,
    isCoordinator,
    reason,
    setReason,
    input: reason.trim() === '' ? {} : { lateReason: reason.trim() },
  }
}

/** Asks why a closed period is changed; who may not change it is told so. */
export const LateReason = ({ late, isAsked = false }: { readonly late: Late; readonly isAsked?: boolean }) => {
  const { t } = useTranslation()
  if (!late.isClosed && !isAsked) return null
  if (!late.isCoordinator)
    return (
      <State icon={CircleSlash} dye="piedra">
        {t('registry.late.closed')}
      </State>
    )
  return (
    <TextField
      label={t('registry.late.label')}
      help={t('registry.late.help')}
      value={late.reason}
      onChange={late.setReason}
    />
  )
}
