import { useTranslation } from 'react-i18next'
import type { MemberCardRow } from '#shared/contract/committees'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Day } from '../../components/Day'
import { Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { Viewed } from '../../components/Viewed'

type Period = MemberCardRow['restPeriods'][number]

/** The periods of rest on her card: every member sees the days, nobody the reason. */
export const Rests = () => {
  const { t } = useTranslation()
  const view = useView('card.list', undefined)
  const set = useAction('card.set')
  return (
    <Panel title={t('shifts.rests.title')}>
      <Stack>
        <p>{t('shifts.rests.text')}</p>
        <Viewed view={view}>
          {({ cards }) => {
            const periods = cards.find(({ mine }) => mine)?.restPeriods ?? []
            const without = (period: Period): Period[] => periods.filter((one) => one !== period)
            return periods.length === 0 ? (
              <p>{t('shifts.rests.none')}</p>
            ) : (
              <RowList>
                {periods.map((period, n) => (
                  <RowItem
                    key={n}
                    title={
                      <>
                        <Day day={period.from ?? ''} /> – <Day day={period.to ?? ''} />
                      </>
                    }
                    actions={
                      <Button
                        aria-label={`${t('shifts.rests.remove')}: ${period.from ?? ''} ${period.to ?? ''}`}
                        isDisabled={set.busy}
                        onPress={() => void set.run({ restPeriods: without(period) })}
                      >
                        {t('shifts.rests.remove')}
                      </Button>
                    }
                  />
                ))}
              </RowList>
            )
          }}
        </Viewed>
        <Outcome action={set} done={t('shifts.rests.removed')} />
      </Stack>
    </Panel>
  )
}
