import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Day } from '../../components/Day'
import { Facts } from '../../components/Facts'
import { EyeOff } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { Viewed } from '../../components/Viewed'
import { useLanguage } from '../../i18n/useLanguage'
import { MyShifts } from './MyShifts'
import { Rests } from './Rests'
import { ShiftsNav } from './ShiftsNav'
import { TimeOut } from './TimeOut'

const Load = () => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const view = useView('care.mine', undefined)
  return (
    <Panel title={t('shifts.mine.load')} edge="stitched">
      <Stack>
        <State icon={EyeOff} dye="piedra">
          {t('shifts.mine.private')}
        </State>
        <Viewed view={view}>
          {({ hours30, hours90, weighted30, daysInRow, restUntil }) => (
            <Facts
              facts={[
                { id: '30', label: t('shifts.mine.hours30'), value: hours30.toLocaleString(locale) },
                { id: '90', label: t('shifts.mine.hours90'), value: hours90.toLocaleString(locale) },
                { id: 'weighted', label: t('shifts.mine.weighted'), value: weighted30.toLocaleString(locale) },
                { id: 'row', label: t('shifts.mine.row'), value: daysInRow.toLocaleString(locale) },
                {
                  id: 'rest',
                  label: t('shifts.mine.due'),
                  value: restUntil === null ? t('shifts.mine.noneDue') : <Day day={restUntil} />,
                },
              ]}
            />
          )}
        </Viewed>
      </Stack>
    </Panel>
  )
}

/** Her own shifts, what she carried (which nobody else sees), and the ways to rest. */
export const MineScreen = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('shifts.mine.title')} lead={t('shifts.mine.lead')} />
      <ShiftsNav />
      <Stack>
        <MyShifts />
        <Load />
        <TimeOut />
        <Rests />
      </Stack>
    </>
  )
}
