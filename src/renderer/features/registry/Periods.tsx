import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { EmptyState } from '../../components/EmptyState'
import { CircleDashed, Lock } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { State } from '../../components/State'
import { Table } from '../../components/Table'
import { TextField } from '../../components/TextField'
import { Viewed } from '../../components/Viewed'
import { useLanguage } from '../../i18n/useLanguage'
import { usePeriodWords } from './PeriodChoice'

type Asked = { readonly period: string; readonly closed: boolean }

/** The periods of the registry: a closed one stays as it was counted. Coordinators close them and open them again. */
export const Periods = () => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const words = usePeriodWords()
  const view = useView('registry.periods', undefined)
  const me = useView('me', undefined)
  const close = useAction('registry.closePeriod')
  const open = useAction('registry.openPeriod')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const isCoordinator = me?.ok === true && me.value.role === 'coordinator'
  const ask = (row: Asked): void => {
    setReason('')
    setTried(false)
    setAsked(row)
  }
  const go = (): void => {
    if (asked === null) return
    setTried(true)
    if (asked.closed && reason.trim() === '') return
    close.forget()
    open.forget()
    void (asked.closed
      ? open.run({ period: asked.period, reason: reason.trim() })
      : close.run({ period: asked.period }))
    setAsked(null)
  }
  return (
    <Viewed view={view}>
      {({ periods }) =>
        periods.length === 0 ? (
          <EmptyState title={t('registry.queue.none')}>
            <p>{t('registry.queue.noneText')}</p>
          </EmptyState>
        ) : (
          <Stack>
            <p>{t('registry.periods.text')}</p>
            <Table
              label={t('registry.periods.title')}
              rows={periods}
              keyOf={({ period }) => period}
              columns={[
                { id: 'period', label: t('registry.period'), cell: ({ period }) => words(period) },
                {
                  id: 'entries',
                  label: t('registry.periods.entries'),
                  isNumber: true,
                  cell: ({ entries }) => entries.toLocaleString(locale),
                },
                {
                  id: 'state',
                  label: t('registry.column.status'),
                  cell: ({ closed, version }) => (
                    <State icon={closed ? Lock : CircleDashed} dye={closed ? 'jade' : 'piedra'}>
                      {t(closed ? 'registry.periods.closed' : 'registry.periods.open', { version })}
                    </State>
                  ),
                },
                ...(isCoordinator
                  ? [
                      {
                        id: 'do',
                        label: t('registry.periods.do'),
                        cell: (row: Asked) => (
                          <Button
                            aria-label={`${t(row.closed ? 'registry.periods.openIt' : 'registry.periods.closeIt')}: ${words(row.period)}`}
                            onPress={() => ask(row)}
                          >
                            {t(row.closed ? 'registry.periods.openIt' : 'registry.periods.closeIt')}
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
            <Outcome action={close} done={t('registry.periods.nowClosed')} />
            <Outcome action={open} done={t('registry.periods.nowOpen')} />
            <Confirm
              title={`${t(asked?.closed ? 'registry.periods.openIt' : 'registry.periods.closeIt')}: ${words(asked?.period ?? '')}`}
              action={t(asked?.closed ? 'registry.periods.openIt' : 'registry.periods.closeIt')}
              isOpen={asked !== null}
              onClose={() => setAsked(null)}
              onConfirm={go}
            >
              <p>{t(asked?.closed ? 'registry.periods.openText' : 'registry.periods.closeText')}</p>
              {asked?.closed && (
                <TextField
                  label={t('registry.periods.why')}
                  failure={isTried && reason.trim() === '' ? t('registry.periods.whyNeeded') : null}
                  value={reason}
                  onChange={setReason}
                />
              )}
            </Confirm>
          </Stack>
        )
      }
    </Viewed>
  )
}
