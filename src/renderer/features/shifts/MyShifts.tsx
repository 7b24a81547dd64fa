import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Go } from '../../components/Go'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { Viewed } from '../../components/Viewed'
import { shiftAddress } from './shiftMarks'
import { useSpanWords } from './useSpanWords'

/** How far ahead her shifts are shown, in days. */
const ahead = 31

/** The shifts of hers that are to come, and those she is asked to take. */
export const MyShifts = () => {
  const { t } = useTranslation()
  const spanWords = useSpanWords()
  const [now] = useState(() => Date.now())
  const me = useView('me', undefined)
  const committees = useView('committee.list', undefined)
  const view = useView('shift.calendar', {
    from: new Date(now).toISOString(),
    to: new Date(now + ahead * 86_400_000).toISOString(),
  })
  const mine = me?.ok ? me.value.memberId : null
  const nameOf = (id: string): string =>
    (committees?.ok ? committees.value.committees : []).find(({ committeeId }) => committeeId === id)?.name ?? ''
  return (
    <Panel title={t('shifts.mine.shifts')}>
      <Viewed view={view}>
        {({ shifts }) => {
          const hers = shifts.filter(
            ({ status, primary, coveredBy, backup, swapWith }) =>
              swapWith === mine || (status !== 'gap' && ((coveredBy ?? primary) === mine || backup === mine)),
          )
          return hers.length === 0 ? (
            <p>{t('shifts.mine.noShifts')}</p>
          ) : (
            <RowList>
              {hers.map((shift) => (
                <RowItem
                  key={shift.shiftId}
                  title={spanWords(shift)}
                  actions={
                    <Go look="plain" to={shiftAddress(shift)}>
                      <span>
                        {t('shifts.open')}
                        <span className="hidden-visually"> {spanWords(shift)}</span>
                      </span>
                    </Go>
                  }
                >
                  <p>
                    {nameOf(shift.committeeId)} ·{' '}
                    {shift.swapWith === mine
                      ? t('shifts.mine.askedOfMe')
                      : shift.backup === mine
                        ? t('shifts.turn.backup')
                        : t(`shifts.status.${shift.status}`, { defaultValue: shift.status })}
                  </p>
                </RowItem>
              ))}
            </RowList>
          )
        }}
      </Viewed>
    </Panel>
  )
}
