import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { HouseTeamView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { DayField } from '../../components/DayField'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { NumberField } from '../../components/NumberField'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Saved } from '../../components/Saved'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { Viewed } from '../../components/Viewed'
import { today } from '../../i18n/today'

type Draft = {
  readonly when: 'here' | 'later'
  readonly guestAlias: string
  readonly partySize: number | null
  readonly arrival: string | null
  readonly plannedDeparture: string | null
  readonly roomId: string | null
  readonly belongingsNote: string
}

const first: Omit<Draft, 'partySize'> = {
  when: 'here',
  guestAlias: '',
  arrival: null,
  plannedDeparture: null,
  roomId: null,
  belongingsNote: '',
}

type Props = { readonly house: HouseTeamView; readonly holdId?: string }

const StayForm = ({ house, holdId }: Props) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const { houseCardId } = house
  const hold = house.holds.find((one) => one.holdId === holdId)
  const initial = { ...first, arrival: today(), partySize: hold?.people ?? 1 }
  const draft = useDraft<Draft>(`stay:${houseCardId}:${holdId ?? 'new'}`, initial)
  const expect = useAction('stay.expect')
  const arrive = useAction('stay.arrive')
  const [tried, setTried] = useState(false)
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  const { value } = draft
  const put = (part: Partial<Draft>): void => draft.change((last) => ({ ...last, ...part }))
  const isLater = holdId === undefined && value.when === 'later'
  const send = async (): Promise<void> => {
    setTried(true)
    if (value.guestAlias.trim() === '' || value.partySize === null) return
    const { arrival, plannedDeparture, roomId, belongingsNote, partySize } = value
    const guestAlias = value.guestAlias.trim()
    const said = { houseCardId, guestAlias, partySize, arrival, plannedDeparture, roomId, belongingsNote }
    const done = isLater
      ? await expect.run(said)
      : await arrive.run({ ...said, ...(holdId !== undefined && { holdId }) })
    if (!done.ok) return
    draft.drop()
    go(`/houses/${houseCardId}/team`)
  }
  return (
    <Panel title={t('houses.stay.form')}>
      <Stack>
        {holdId === undefined && (
          <ChoiceRow
            label={t('houses.stay.when')}
            options={(['here', 'later'] as const).map((id) => ({ id, label: t(`houses.stay.${id}`) }))}
            value={value.when}
            onChange={(when) => put({ when: when === 'later' ? 'later' : 'here' })}
          />
        )}
        <TextField
          label={t('houses.stay.alias')}
          help={t('houses.stay.aliasHelp')}
          most={80}
          failure={tried && value.guestAlias.trim() === '' ? t('houses.stay.aliasMissing') : null}
          value={value.guestAlias}
          onChange={(guestAlias) => put({ guestAlias })}
        />
        <NumberField
          label={t('houses.stay.people')}
          least={1}
          most={200}
          failure={tried && value.partySize === null ? t('houses.stay.peopleMissing') : null}
          value={value.partySize}
          onChange={(partySize) => put({ partySize })}
        />
        <DayField
          label={t(isLater ? 'houses.stay.comes' : 'houses.stay.came')}
          value={value.arrival}
          onChange={(arrival) => put({ arrival })}
        />
        <DayField
          label={t('houses.stay.plannedDay')}
          help={t('houses.stay.plannedHelp')}
          value={value.plannedDeparture}
          onChange={(plannedDeparture) => put({ plannedDeparture })}
        />
        {house.rooms.length > 0 && (
          <ChoiceField
            label={t('houses.stay.room')}
            options={house.rooms.map(({ roomId, label }) => ({ id: roomId, label }))}
            value={value.roomId}
            onChange={(roomId) => put({ roomId })}
          />
        )}
        <TextArea
          label={t('houses.stay.belongings')}
          help={t('houses.stay.belongingsHelp')}
          value={value.belongingsNote}
          onChange={(belongingsNote) => put({ belongingsNote })}
        />
        <Row>
          <Button kind="main" isPending={arrive.busy || expect.busy} onPress={() => void send()}>
            {t('houses.stay.keep')}
          </Button>
          <Go look="quiet" to={`/houses/${houseCardId}/team`}>
            {t('ui.back')}
          </Go>
          <Saved state={draft.state} />
        </Row>
        <Outcome action={isLater ? expect : arrive} done={t('houses.stay.noted')} />
      </Stack>
    </Panel>
  )
}

/** Somebody is there, or will come: by a request, or on her own. */
export const StayScreen = ({ houseCardId, holdId }: { readonly houseCardId: string; readonly holdId?: string }) => {
  const { t } = useTranslation()
  const view = useView('house.team', { houseCardId })
  return (
    <>
      <PageHead title={t('houses.stay.title')} lead={t('houses.stay.lead')} />
      <Viewed view={view}>{(house) => <StayForm house={house} {...(holdId !== undefined && { holdId })} />}</Viewed>
    </>
  )
}
