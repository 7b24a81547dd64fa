import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Form } from '../../components/Form'
import { Archive } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { TextField } from '../../components/TextField'
import { missingPath, parcelActs, parcelRequest, partSizes } from './parcelRequest'
import type { ParcelAct, ParcelDraft } from './parcelRequest'
import type { Meeting } from './useMeeting'

type Props = { readonly meeting: Meeting }
const empty: ParcelDraft = { act: 'write', to: '', size: '1000', place: '', answers: '' }

/** One file in a pocket: saved for all or for one, opened, or asked for and answered with exactly what lacks. */
export const ParcelForm = ({ meeting: { begin, choosesFolder: choosesFile } }: Props) => {
  const { t } = useTranslation()
  const draft = useDraft<ParcelDraft>('parcel', empty)
  const members = useView('member.list', undefined)
  const me = useView('me', undefined)
  const [isTried, setTried] = useState(false)
  const { act, to, size, place, answers } = draft.value
  const set = (more: Partial<ParcelDraft>): void => draft.change((last) => ({ ...last, ...more }))
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>

  const own = me?.ok === true ? me.value.memberId : null
  const others = members?.ok === true ? members.value.members.filter((one) => one.status === 'active') : []
  const people = others
    .filter(({ memberId }) => memberId !== own)
    .map((one) => ({ id: one.memberId, label: one.alias }))
  const missing = isTried && !choosesFile ? missingPath(draft.value) : null
  const send = (): void => {
    setTried(true)
    if (choosesFile || missingPath(draft.value) === null) void begin(parcelRequest(draft.value, choosesFile))
  }
  return (
    <Form onSend={send}>
      <Stack>
        <ChoiceRow
          label={t('parcel.act')}
          options={parcelActs.map((one) => ({ id: one, label: t(`parcel.acts.${one}`) }))}
          value={act}
          onChange={(one) => {
            setTried(false)
            set({ act: one as ParcelAct })
          }}
        />
        <p>{t(`parcel.text.${act}`)}</p>
        {act === 'write' && (
          <ChoiceField
            label={t('parcel.to')}
            help={t('parcel.toHelp')}
            options={[{ id: 'all', label: t('parcel.toAll') }, ...people]}
            value={people.some(({ id }) => id === to) ? to : 'all'}
            onChange={(id) => set({ to: id === 'all' ? '' : id })}
          />
        )}
        {(act === 'write' || act === 'answer') && (
          <ChoiceField
            label={t('parcel.size')}
            help={t('parcel.sizeHelp')}
            options={partSizes.map((id) => ({ id, label: t(`parcel.sizes.${id}`) }))}
            value={size}
            onChange={(id) => set({ size: id })}
          />
        )}
        {!choosesFile && act === 'answer' && (
          <TextField
            label={t('parcel.answers')}
            help={t('parcel.placeHelp')}
            value={answers}
            onChange={(text) => set({ answers: text })}
            failure={missing === 'answers' ? t('parcel.placeMissing') : null}
            most={4_096}
          />
        )}
        {!choosesFile && (
          <TextField
            label={t(act === 'read' ? 'parcel.placeRead' : 'parcel.place')}
            help={t('parcel.placeHelp')}
            value={place}
            onChange={(text) => set({ place: text })}
            failure={missing === 'place' ? t('parcel.placeMissing') : null}
            most={4_096}
          />
        )}
        {choosesFile && <p>{t(`parcel.box.${act}`)}</p>}
        <Row>
          <Button kind="main" type="submit">
            <Archive aria-hidden="true" size={18} />
            {t(`parcel.go.${act}`)}
          </Button>
        </Row>
      </Stack>
    </Form>
  )
}
