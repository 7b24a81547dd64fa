import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingRequest } from '#shared/contract/host'
import { readAddress } from '#shared/rules/address'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Form } from '../../components/Form'
import { ArrowRight } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { TextField } from '../../components/TextField'
import { MeetingProgress } from './MeetingProgress'
import { ParcelForm } from './ParcelForm'
import { RelayForm } from './RelayForm'
import type { Meeting } from './useMeeting'

/** A way to meet. */
type MeetWay = 'lan' | 'listen' | 'connect' | 'folder' | 'parcel' | 'relays' | 'relay'
type Props = {
  readonly meeting: Meeting
  readonly ways: readonly MeetWay[]
  /** Said after an exchange that went well, in place of what passed. */
  readonly over?: string
}

/** How long somebody is waited for, in seconds. */
const waits = { lan: 1_800, listen: 3_600, connect: 60, folder: 0, parcel: 0, relays: 0, relay: 0 }

/** Meets who is on the same network, by going to an address, by being gone to, by a folder, by a file in a pocket, or by relays. */
export const MeetForm = ({ meeting, ways, over }: Props) => {
  const { t } = useTranslation()
  const draft = useDraft('meet', { way: '', address: '', folder: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const { state, begin, end, failure, choosesFolder } = meeting
  const chosen = ways.find((way) => way === draft.value.way) ?? ways[0] ?? 'connect'
  const { address, folder } = draft.value
  const isUnderWay = state.phase === 'open' || state.phase === 'choosing'
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>

  const carrier = (): MeetingRequest['carriers'][number] | null => {
    if (chosen === 'lan' || chosen === 'listen' || chosen === 'relays') return { kind: chosen }
    if (chosen === 'folder') {
      if (choosesFolder) return { kind: 'folder', place: null }
      return folder.trim() === '' ? null : { kind: 'folder', place: folder.trim() }
    }
    const read = readAddress(address)
    return read && read.port > 0 ? { kind: 'connect', ...read } : null
  }
  const send = (): void => {
    const one = carrier()
    setProblem(one === null ? t(chosen === 'folder' ? 'meet.folderMissing' : 'meet.addressWrong') : null)
    if (one) void begin({ carriers: [one], wait: waits[chosen] })
  }
  const how = (
    <ChoiceRow
      label={t('meet.how')}
      options={ways.map((way) => ({ id: way, label: t(`meet.way.${way}`) }))}
      value={chosen}
      onChange={(way) => {
        setProblem(null)
        draft.change((last) => ({ ...last, way }))
      }}
    />
  )
  return (
    <Stack>
      {!isUnderWay && chosen === 'parcel' && (
        <>
          {how}
          <ParcelForm meeting={meeting} />
        </>
      )}
      {!isUnderWay && chosen === 'relay' && (
        <>
          {how}
          <RelayForm meeting={meeting} />
        </>
      )}
      {!isUnderWay && chosen !== 'parcel' && chosen !== 'relay' && (
        <Form onSend={send}>
          <Stack>
            {how}
            {(chosen === 'lan' || chosen === 'listen' || chosen === 'relays') && <p>{t(`meet.${chosen}Text`)}</p>}
            {chosen === 'connect' && (
              <TextField
                label={t('meet.address')}
                help={t('meet.addressHelp')}
                value={address}
                onChange={(text) => draft.change((last) => ({ ...last, address: text }))}
                failure={problem}
                most={300}
              />
            )}
            {chosen === 'folder' && choosesFolder && <p>{t('meet.folderChosen')}</p>}
            {chosen === 'folder' && !choosesFolder && (
              <TextField
                label={t('meet.folder')}
                help={t('meet.folderHelp')}
                value={folder}
                onChange={(text) => draft.change((last) => ({ ...last, folder: text }))}
                failure={problem}
                most={4_096}
              />
            )}
            <Row>
              <Button kind="main" type="submit">
                <ArrowRight aria-hidden="true" size={18} />
                {t(`meet.begin.${chosen}`)}
              </Button>
            </Row>
          </Stack>
        </Form>
      )}
      <MeetingProgress
        state={state}
        failure={chosen === 'relay' ? null : failure}
        over={over}
        onEnd={() => void end()}
      />
    </Stack>
  )
}
