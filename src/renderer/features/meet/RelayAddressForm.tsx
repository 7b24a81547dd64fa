import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Saved } from '../../components/Saved'
import { TextField } from '../../components/TextField'

type Props = {
  /** The relay whose address is written anew; left out for a further one. */
  readonly relayId?: string
  /** It is in the network: under this id, another one where the server changed. */
  readonly onDone: (relayId: string) => void
}

/** The address of a relay, pasted; what is wrong with it stands under it. */
export const RelayAddressForm = ({ relayId, onDone }: Props) => {
  const { t } = useTranslation()
  const add = useAction('relay.add')
  const remove = useAction('relay.remove')
  const draft = useDraft(relayId === undefined ? 'relay.new' : `relay.address:${relayId}`, { url: '' })
  const [isTried, setTried] = useState(false)
  const { url } = draft.value
  const isNew = relayId === undefined
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>

  const send = async (): Promise<void> => {
    setTried(true)
    if (url.trim() === '') return
    const added = await add.run({ url: url.trim() })
    if (!added.ok) return
    const taken = isNew || added.value.relayId === relayId || (await remove.run({ relayId })).ok
    if (!taken) return
    draft.change({ url: '' })
    draft.drop()
    setTried(false)
    onDone(added.value.relayId)
  }
  const missing = isTried && url.trim() === '' ? t('relays.missing') : null
  return (
    <Form onSend={() => void send()}>
      <Stack>
        <TextField
          label={t(isNew ? 'relays.address' : 'relays.newAddress')}
          help={t('relays.addressHelp')}
          value={url}
          onChange={(text) => {
            add.forget()
            draft.change({ url: text })
          }}
          failure={missing ?? add.failure ?? remove.failure}
          most={500}
        />
        <Row>
          <Button kind={isNew ? 'main' : 'plain'} type="submit" isPending={add.busy}>
            {t(isNew ? 'relays.addGo' : 'relays.replaceGo')}
          </Button>
          <Saved state={draft.state} isFresh={url === ''} />
        </Row>
        <Outcome action={{ failure: null, done: add.done }} done={t(isNew ? 'relays.added' : 'relays.replaced')} />
      </Stack>
    </Form>
  )
}
