import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { ArrowRight } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { TextField } from '../../components/TextField'
import { ProxyField } from './ProxyField'
import type { Meeting } from './useMeeting'
import { useProxy } from './useProxy'

/** By one relay, for who is not in yet: the address that came with her code, and the proxy before anything goes out. */
export const RelayForm = ({ meeting: { begin, failure } }: { readonly meeting: Meeting }) => {
  const { t } = useTranslation()
  const draft = useDraft('meet.relay', { address: '' })
  const proxy = useProxy()
  const [isTried, setTried] = useState(false)
  const { address } = draft.value
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>

  const send = async (): Promise<void> => {
    setTried(true)
    if (address.trim() === '' || !(await proxy.save())) return
    await begin({ carriers: [{ kind: 'relay', address: address.trim() }], wait: 0 })
  }
  return (
    <Form onSend={() => void send()}>
      <Stack>
        <TextField
          label={t('relays.address')}
          help={t('relays.addressHelp')}
          value={address}
          onChange={(text) => draft.change({ address: text })}
          failure={isTried && address.trim() === '' ? t('relays.missing') : failure}
          most={500}
        />
        <ProxyField proxy={proxy} />
        <Row>
          <Button kind="main" type="submit">
            <ArrowRight aria-hidden="true" size={18} />
            {t('meet.begin.relay')}
          </Button>
        </Row>
      </Stack>
    </Form>
  )
}
