import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { DayField } from '../../components/DayField'
import { Pair, Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'
import { dayOf } from './weekTime'

/** Rest for herself, with who covers her. Nobody is told why. */
export const TimeOut = () => {
  const { t } = useTranslation()
  const rest = useAction('care.timeOut')
  const me = useView('me', undefined)
  const members = useView('member.list', undefined)
  const [from, setFrom] = useState<string | null>(() => dayOf(new Date()))
  const [to, setTo] = useState<string | null>(null)
  const [cover, setCover] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const mine = me?.ok ? me.value.memberId : null
  const others = (members?.ok ? members.value.members : []).filter(
    ({ memberId, status }) => status === 'active' && memberId !== mine,
  )
  const isWrong = from === null || to === null || to < from
  const send = async (): Promise<void> => {
    if (from === null || to === null) return
    await rest.run({ from, to, ...(cover !== null && { cover }) })
    setAsked(false)
  }
  const said = rest.done
  return (
    <Panel title={t('shifts.rest.title')}>
      <Stack>
        <p>{t('shifts.rest.text')}</p>
        <Pair>
          <DayField label={t('ui.from')} value={from} onChange={setFrom} />
          <DayField
            label={t('ui.to')}
            failure={tried && isWrong ? t('shifts.rest.wrong') : null}
            value={to}
            onChange={setTo}
          />
        </Pair>
        <PlaceField
          label={t('shifts.rest.cover')}
          help={t('shifts.rest.coverHelp')}
          options={others.map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
          value={cover}
          onChange={setCover}
        />
        <Row>
          <Button
            onPress={() => {
              setTried(true)
              if (!isWrong) setAsked(true)
            }}
          >
            {t('shifts.rest.action')}
          </Button>
        </Row>
        <Outcome action={rest} done={said ? t('shifts.rest.done', { covered: said.covered, gaps: said.gaps }) : ''} />
      </Stack>
      <Confirm
        title={t('shifts.rest.confirm')}
        action={t('shifts.rest.action')}
        isOpen={isAsked}
        busy={rest.busy}
        onConfirm={() => void send()}
        onClose={() => setAsked(false)}
      >
        <p>{t(cover === null ? 'shifts.rest.alone' : 'shifts.rest.covered')}</p>
      </Confirm>
    </Panel>
  )
}
