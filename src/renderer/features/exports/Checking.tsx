import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { X } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { Thread } from '../../components/Thread'
import { useFigureWords } from './useFigureWords'

/** A count that is under way: how far it is, and the way to stop it. `share` from 0 to 1. */
export const Checking = ({ period, share }: { readonly period: string; readonly share: number }) => {
  const { t } = useTranslation()
  const words = useFigureWords()
  const stop = useAction('release.stopCheck')
  return (
    <Panel title={words.period(period)}>
      <Stack>
        <p role="status">{t('exports.counting')}</p>
        <Thread label={t('exports.countedShare')} done={Math.floor(share * 100)} total={100} />
        <Row>
          <Button isPending={stop.busy} onPress={() => void stop.run({})}>
            <X aria-hidden="true" size={18} />
            {t('exports.stop')}
          </Button>
        </Row>
      </Stack>
    </Panel>
  )
}
