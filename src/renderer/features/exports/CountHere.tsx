import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { CircleCheck, CircleHelp, RefreshCw } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome, Outcomes } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { useFailure } from '../../i18n/useFailure'
import { Checking } from './Checking'
import styles from './Exports.module.css'
import type { CountedHere } from './useCountedHere'

type Props = { readonly release: QueryOutput<'release.view'>; readonly counted: CountedHere }

const Found = ({ counted }: { readonly counted: CountedHere }) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  return (
    <div role="status">
      {counted.phase === 'same' && (
        <State icon={CircleCheck} dye="jade">
          {t('exports.approve.same')}
        </State>
      )}
      {counted.phase === 'differs' && (
        <State icon={CircleHelp} dye="barro">
          {t('exports.approve.differs')}
        </State>
      )}
      {counted.phase === 'failed' && (
        <State icon={CircleHelp} dye="barro">
          {inWords({ type: counted.failure })}
        </State>
      )}
    </div>
  )
}

/** What the second coordinator looks at; her laptop counts anew, and only where that comes out the same she may approve. */
export const CountHere = ({ release: { releaseId, spec, product, mayApprove }, counted }: Props) => {
  const { t } = useTranslation()
  const check = useAction('release.check')
  const approve = useAction('release.approve')
  if (counted.phase === 'running') return <Checking period={spec.period} share={counted.share} />
  // who approves summaries reads other cases: her laptop looks at the rows by themselves, as it approves
  const isSummaries = product === 'summaries'
  const isSame = counted.phase === 'same' || isSummaries
  if (!mayApprove)
    return (
      <Panel title={t('exports.way.notApproved')}>
        <Stack>
          <p>{t('exports.approve.own')}</p>
          {!isSame && (
            <Row>
              <Button isPending={check.busy} onPress={() => void check.run({ spec })}>
                <RefreshCw aria-hidden="true" size={18} />
                {t('exports.approve.count')}
              </Button>
            </Row>
          )}
          <Found counted={counted} />
          <Outcome action={check} done="" />
        </Stack>
      </Panel>
    )
  return (
    <Panel title={t('exports.approve.title')}>
      <Stack>
        <p>{t(isSummaries ? 'exports.approve.textSummaries' : 'exports.approve.text')}</p>
        <div className={styles.words}>
          <ol>
            {(isSummaries ? (['one', 'two'] as const) : (['one', 'two', 'three'] as const)).map((question) => (
              <li key={question}>{t(`exports.approve.${question}`)}</li>
            ))}
          </ol>
        </div>
        <Found counted={counted} />
        <Row>
          {isSame ? (
            <Button kind="main" isPending={approve.busy} onPress={() => void approve.run({ releaseId })}>
              <CircleCheck aria-hidden="true" size={18} />
              {t('exports.approve.go')}
            </Button>
          ) : (
            <Button kind="main" isPending={check.busy} onPress={() => void check.run({ spec })}>
              <RefreshCw aria-hidden="true" size={18} />
              {t('exports.approve.count')}
            </Button>
          )}
        </Row>
        <Outcomes
          of={[
            [approve, t('exports.approve.done')],
            [{ ...check, done: null }, ''],
          ]}
        />
      </Stack>
    </Panel>
  )
}
