import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Check } from '../../components/Check'
import { Confirm } from '../../components/Confirm'
import { Row, Stack } from '../../components/Layout'
import { NumberField } from '../../components/NumberField'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { TextField } from '../../components/TextField'

type Room = HouseTeamView['rooms'][number]

const AddRoom = ({ houseCardId }: { readonly houseCardId: string }) => {
  const { t } = useTranslation()
  const add = useAction('house.addRoom')
  const [label, setLabel] = useState('')
  const [beds, setBeds] = useState<number | null>(null)
  const [accessible, setAccessible] = useState(false)
  const [family, setFamily] = useState(false)
  const [tried, setTried] = useState(false)
  const send = async (): Promise<void> => {
    setTried(true)
    if (label.trim() === '' || beds === null) return
    const done = await add.run({ houseCardId, label: label.trim(), beds, accessible, family })
    if (!done.ok) return
    setLabel('')
    setBeds(null)
    setTried(false)
  }
  return (
    <Panel title={t('houses.rooms.add')}>
      <Stack>
        <TextField
          label={t('houses.rooms.label')}
          help={t('houses.rooms.labelHelp')}
          most={80}
          failure={tried && label.trim() === '' ? t('houses.rooms.labelMissing') : null}
          value={label}
          onChange={setLabel}
        />
        <NumberField
          label={t('houses.rooms.beds')}
          most={200}
          failure={tried && beds === null ? t('houses.rooms.bedsMissing') : null}
          value={beds}
          onChange={setBeds}
        />
        <Check isSelected={accessible} onChange={setAccessible}>
          {t('houses.accessible')}
        </Check>
        <Check isSelected={family} onChange={setFamily}>
          {t('houses.rooms.family')}
        </Check>
        <Row>
          <Button isPending={add.busy} onPress={() => void send()}>
            {t('houses.rooms.add')}
          </Button>
        </Row>
        <Outcome action={add} done={t('houses.rooms.added')} />
      </Stack>
    </Panel>
  )
}

/** The rooms of a house: its places follow from them. */
export const Rooms = ({ house }: { readonly house: HouseTeamView }) => {
  const { t } = useTranslation()
  const remove = useAction('house.removeRoom')
  const [leaving, setLeaving] = useState<Room | null>(null)
  const { houseCardId, rooms } = house
  return (
    <Stack>
      <Panel title={t('houses.rooms.title')}>
        {rooms.length === 0 && <p>{t('houses.rooms.empty')}</p>}
        <RowList>
          {rooms.map((room) => (
            <RowItem
              key={room.roomId}
              title={room.label}
              actions={
                <Button aria-label={`${t('houses.rooms.remove')}: ${room.label}`} onPress={() => setLeaving(room)}>
                  {t('houses.rooms.remove')}
                </Button>
              }
            >
              <p>
                {[
                  t('houses.places', { count: room.beds }),
                  room.accessible === true ? t('houses.accessible') : '',
                  room.family === true ? t('houses.rooms.family') : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </RowItem>
          ))}
        </RowList>
        <Outcome action={remove} done={t('houses.rooms.removed')} />
      </Panel>
      <AddRoom houseCardId={houseCardId} />
      <Confirm
        title={t('houses.rooms.removeTitle', { room: leaving?.label ?? '' })}
        action={t('houses.rooms.remove')}
        isOpen={leaving !== null}
        busy={remove.busy}
        onConfirm={() =>
          leaving && void remove.run({ houseCardId, roomId: leaving.roomId }).then(() => setLeaving(null))
        }
        onClose={() => setLeaving(null)}
      >
        <p>{t('houses.rooms.removeText')}</p>
      </Confirm>
    </Stack>
  )
}
