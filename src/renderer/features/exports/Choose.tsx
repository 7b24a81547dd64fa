import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseRow } from '#shared/contract/releases'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import styles from './Exports.module.css'
import { Voice } from './releaseMarks'
import { Told } from './Told'
import { useFigureWords } from './useFigureWords'

type Props = { readonly release: ReleaseRow; readonly all: readonly ReleaseRow[] }

/** Releases of one year said apart, side by side and equal: one of them is chosen. */
export const Choose = ({ release, all }: Props) => {
  const { t } = useTranslation()
  const { period } = useFigureWords()
  const choose = useAction('release.choose')
  const [asked, setAsked] = useState<ReleaseRow | null>(null)
  const rivals = all.filter(({ releaseId }) => release.rivals.includes(releaseId))
  return (
    <Stack>
      <p>{t(release.published === null ? 'exports.choose.text' : 'exports.choose.textOut')}</p>
      <ul className={styles.pairs}>
        {[release, ...rivals].map((one) => (
          <li key={one.releaseId}>
            <Panel title={t(one === release ? 'exports.choose.this' : 'exports.choose.other')}>
              <Stack>
                <Told
                  facts={[
                    { label: t('exports.asked.period'), value: period(one.period) },
                    { label: t('exports.asked.audience'), value: t(`exports.audience.${one.audience}`) },
                    { label: t('exports.by.leased'), value: <Voice voice={one.leased} /> },
                    {
                      label: t('exports.by.approved'),
                      value: one.approved[0] ? <Voice voice={one.approved[0]} /> : null,
                    },
                  ]}
                />
                <Row>
                  <Button
                    aria-label={`${t('exports.choose.go')}: ${one.leased.alias}`}
                    isDisabled={choose.busy}
                    onPress={() => setAsked(one)}
                  >
                    {t('exports.choose.go')}
                  </Button>
                </Row>
              </Stack>
            </Panel>
          </li>
        ))}
      </ul>
      <Outcome action={choose} done={t('exports.choose.done')} />
      <Confirm
        title={t('exports.choose.go')}
        action={t('exports.choose.go')}
        isOpen={asked !== null}
        busy={choose.busy}
        onClose={() => setAsked(null)}
        onConfirm={() => void choose.run({ releaseId: asked?.releaseId ?? '' }).then(() => setAsked(null))}
      >
        {asked && (
          <p>
            {t('exports.by.leased')} <Voice voice={asked.leased} />.
          </p>
        )}
        <p>{t(release.published === null ? 'exports.choose.text' : 'exports.choose.textOut')}</p>
      </Confirm>
    </Stack>
  )
}
