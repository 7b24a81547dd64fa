import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftRow } from '#shared/contract/shifts'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { Saved } from '../../components/Saved'
import { TextArea } from '../../components/TextArea'

/** What who comes next has to know: only the committee reads it. */
export const Handover = ({ shift }: { readonly shift: ShiftRow }) => {
  const { t } = useTranslation()
  const { shiftId, committeeId } = shift
  const hand = useAction('shift.handover')
  const draft = useDraft(`shift.handover:${shiftId}`, { note: '' })
  const committee = useView('committee.view', { committeeId })
  const [tried, setTried] = useState(false)
  const { note } = draft.value
  const opens = committee?.ok && committee.value.spaceId !== null
  const told = committee?.ok ? committee.value.handovers.filter((one) => one.shiftId === shiftId) : []
  const send = async (): Promise<void> => {
    setTried(true)
    if (note.trim() === '') return
    const done = await hand.run({ shiftId, note })
    if (!done.ok) return
    setTried(false)
    draft.change({ note: '' })
    draft.drop()
  }
  return (
    <Panel title={t('shifts.handover.title')}>
      <Stack>
        <RowList>
          {told.map(({ handoverId, note: words, byAlias, at }) => (
            <RowItem key={handoverId} title={<PersonName name={byAlias} />}>
              <p>{words}</p>
              <p>
                <Moment at={at} />
              </p>
            </RowItem>
          ))}
        </RowList>
        {opens ? (
          <>
            <TextArea
              label={t('shifts.handover.label')}
              help={t('shifts.handover.help')}
              failure={tried && note.trim() === '' ? t('shifts.handover.missing') : null}
              value={note}
              onChange={(next) => draft.change({ note: next })}
            />
            <Row>
              <Button isPending={hand.busy} onPress={() => void send()}>
                {t('shifts.handover.send')}
              </Button>
              <Saved state={draft.state} isFresh={note === ''} />
            </Row>
            <Outcome action={hand} done={t('shifts.handover.done')} />
          </>
        ) : (
          <p>{t('shifts.handover.closed')}</p>
        )}
      </Stack>
    </Panel>
  )
}
