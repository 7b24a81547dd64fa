import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { draftOf } from './prepareDraft'

/** The way to a correction: the same question again, asked of what there is now. */
export const Fix = ({ spec }: { readonly spec: ReleaseSpec }) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const keep = useAction('draft.keep')
  const begin = async (): Promise<void> => {
    const kept = await keep.run({ form: 'release.prepare', value: draftOf(spec) })
    if (kept.ok) go('/reports/prepare')
  }
  return (
    <Panel title={t('exports.fix.title')}>
      <Stack>
        <p>{t('exports.fix.text')}</p>
        <Row>
          <Button isPending={keep.busy} onPress={() => void begin()}>
            {t('exports.fix.go')}
          </Button>
        </Row>
        <Outcome action={{ ...keep, done: null }} done="" />
      </Stack>
    </Panel>
  )
}
