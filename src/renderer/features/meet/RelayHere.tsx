import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../../bridge/preferences'
import { Button } from '../../components/Button'
import { Check } from '../../components/Check'
import { Form } from '../../components/Form'
import { CircleCheck } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import styles from './Meet.module.css'
import { ProxyField } from './ProxyField'
import { useProxy } from './useProxy'

/** How this laptop alone goes to relays: by itself or when told, directly or by a proxy. */
export const RelayHere = () => {
  const { t } = useTranslation()
  const { preferences, change: prefer } = usePreferences()
  const { relays } = preferences
  const proxy = useProxy()
  const [isSaved, setSaved] = useState(false)
  const change = (text: string): void => {
    setSaved(false)
    proxy.change(text)
  }
  return (
    <Panel title={t('relays.here')}>
      <Stack>
        <div className={styles.words}>
          <Check isSelected={relays.auto} onChange={(auto) => void prefer({ relays: { ...relays, auto } })}>
            {t('relays.auto')}
          </Check>
          <p className={styles.soft}>{t('relays.autoText')}</p>
        </div>
        <Form onSend={() => void proxy.save().then(setSaved)}>
          <Stack>
            <ProxyField proxy={{ ...proxy, change }} />
            <p className={styles.soft}>
              {proxy.kept === '' ? t('relays.direct') : t('relays.through', { proxy: proxy.kept })}
            </p>
            <Row>
              <Button type="submit">{t('relays.proxySave')}</Button>
            </Row>
            <p role="status">
              {isSaved && proxy.problem === null && (
                <State icon={CircleCheck} dye="jade">
                  {t('relays.proxySaved')}
                </State>
              )}
            </p>
          </Stack>
        </Form>
      </Stack>
    </Panel>
  )
}
