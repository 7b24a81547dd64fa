import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryInput, QueryOutput } from '#shared/contract/queries'
import type { Result } from '#shared/result'
import { useConnection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { Form } from '../../components/Form'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { LeaseSummaries } from './LeaseSummaries'
import { OnlyCoordinators } from './OnlyCoordinators'
import { PeriodFields } from './PeriodFields'
import { everyCountry, lackingPeriod, periodOf } from './prepareDraft'
import { Summaries } from './Summaries'
import { useCountryOptions } from './useCountryOptions'
import { useKnownPeriods } from './useKnownPeriods'

type Asked = NonNullable<QueryInput<'release.summaries'>>
type Answer = Result<QueryOutput<'release.summaries'>>
type Ledger = QueryOutput<'release.list'>

const SummariesForm = ({ ledger }: { readonly ledger: Ledger }) => {
  const { t } = useTranslation()
  const connection = useConnection()
  const countries = useCountryOptions()
  const periods = useKnownPeriods(false)
  const [period, setPeriod] = useState<{ readonly year: string | null; readonly part: string | null }>({
    year: null,
    part: null,
  })
  const [country, setCountry] = useState(everyCountry)
  const [isTried, setTried] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)
  if (periods === null) return <p role="status">{t('ui.wait')}</p>
  const lacks = lackingPeriod(period, periods.known)
  const failureAt = (field: 'year' | 'part'): string | null =>
    isTried && lacks === field ? t(`exports.lacks.${field}`) : null
  const send = async (): Promise<void> => {
    setTried(true)
    if (lacks !== null) return
    const next = {
      period: periodOf(period.year ?? '', period.part ?? ''),
      country: country === everyCountry ? null : country,
    }
    setAnswer(null)
    setAsked(next)
    setAnswer(await connection.query('release.summaries', next))
  }
  const isCounting = asked !== null && answer === null
  return (
    <Stack>
      <Form onSend={() => void send()}>
        <Stack>
          <Panel title={t('exports.summaries.period')}>
            <Stack>
              <p>{t('exports.summaries.agreed')}</p>
              <PeriodFields
                periods={periods}
                value={period}
                onChange={setPeriod}
                failure={{ year: failureAt('year'), part: failureAt('part') }}
              />
              <ChoiceField
                label={t('exports.field.country')}
                options={countries}
                value={country}
                onChange={setCountry}
              />
            </Stack>
          </Panel>
          <Row>
            <Button kind={answer?.ok ? 'plain' : 'main'} type="submit" isPending={isCounting}>
              {t('exports.summaries.see')}
            </Button>
          </Row>
        </Stack>
      </Form>
      {asked !== null && (
        <Viewed view={answer} waiting={t('exports.summaries.counting')}>
          {({ summaries, isClashing }) => (
            <Stack>
              {isClashing ? (
                <Notice title={t('exports.blocked')} urgent>
                  <p>{t('exports.summaries.clash')}</p>
                </Notice>
              ) : (
                <LeaseSummaries asked={asked} ledger={ledger} />
              )}
              <Summaries summaries={summaries} />
            </Stack>
          )}
        </Viewed>
      )}
    </Stack>
  )
}

/** Summaries of cases for allies: of when, from where, how they would leave, and from here set aside to be published. */
export const SummariesScreen = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead
        kicker={<Go to="/reports">{t('exports.toList')}</Go>}
        title={t('exports.summaries.title')}
        lead={t('exports.summaries.lead')}
      />
      <OnlyCoordinators>{(ledger) => <SummariesForm ledger={ledger} />}</OnlyCoordinators>
    </>
  )
}
