import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { audiences, releaseSections } from '#shared/rules/releaseChoices'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Form } from '../../components/Form'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { MultiChoice } from '../../components/MultiChoice'
import { Notice } from '../../components/Notice'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { useCountryOptions } from './useCountryOptions'
import { useFigureWords } from './useFigureWords'
import { useKnownPeriods } from './useKnownPeriods'
import { OnlyCoordinators } from './OnlyCoordinators'
import { OwnTables } from './OwnTables'
import { PeriodFields } from './PeriodFields'
import { emptyPrepare, everyCountry, lacking, specOf } from './prepareDraft'
import type { PrepareDraft } from './prepareDraft'

const PrepareForm = () => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const { period } = useFigureWords()
  const countries = useCountryOptions()
  const draft = useDraft<PrepareDraft>('release.prepare', emptyPrepare)
  const periods = useKnownPeriods(draft.value.sections.includes('registry'))
  const checking = useView('release.checking', undefined)
  const check = useAction('release.check')
  const [isTried, setTried] = useState(false)
  if (draft.state === 'reading' || periods === null) return <p role="status">{t('ui.wait')}</p>

  const offered = releaseSections.filter((section) => section !== 'registry' || periods.readsRegistry)
  const value = { ...draft.value, sections: offered.filter((section) => draft.value.sections.includes(section)) }
  const set = (more: Partial<PrepareDraft>): void => draft.change((last) => ({ ...last, ...more }))
  const lacks = lacking(value, periods.known)
  const failureAt = (field: 'sections' | 'year' | 'part'): string | null =>
    isTried && lacks === field ? t(`exports.lacks.${field}`) : null
  const underWay = checking?.ok && checking.value.phase === 'running' ? checking.value : null
  const send = async (): Promise<void> => {
    setTried(true)
    if (lacks !== null) return
    draft.keepNow()
    const begun = await check.run({ spec: specOf(value) })
    if (begun.ok) go('/reports/preview')
  }
  return (
    <Form onSend={() => void send()}>
      <Stack>
        {underWay && (
          <Notice title={t('exports.other')}>
            <p>{t('exports.otherText', { period: period(underWay.spec.period) })}</p>
            <Go to="/reports/preview">{t('exports.toOther')}</Go>
          </Notice>
        )}
        <Panel title={t('exports.asked.prepare')}>
          <Stack>
            <MultiChoice
              label={t('exports.field.sections')}
              help={periods.readsRegistry ? t('exports.field.sectionsHelp') : t('exports.field.noRegistry')}
              options={offered.map((id) => ({ id, label: t(`exports.section.${id}`) }))}
              value={value.sections}
              onChange={(ids) => set({ sections: offered.filter((one) => ids.includes(one)) })}
              failure={failureAt('sections')}
            />
            <PeriodFields
              periods={periods}
              value={value}
              onChange={set}
              failure={{ year: failureAt('year'), part: failureAt('part') }}
            />
            <ChoiceRow
              label={t('exports.field.audience')}
              help={t('exports.field.audienceHelp')}
              options={audiences.map((id) => ({ id, label: t(`exports.audience.${id}`) }))}
              value={value.audience}
              onChange={(id) => set({ audience: audiences.find((one) => one === id) ?? 'public' })}
            />
            <ChoiceField
              label={t('exports.field.country')}
              help={t('exports.field.countryHelp')}
              options={countries}
              value={value.country ?? everyCountry}
              onChange={(id) => set({ country: id === everyCountry ? null : id })}
            />
          </Stack>
        </Panel>
        {value.sections.includes('registry') && (
          <OwnTables tables={value.tables} onChange={(tables) => set({ tables })} />
        )}
        <Row>
          <Button kind="main" type="submit" isPending={check.busy} isDisabled={underWay !== null}>
            {t('exports.see')}
          </Button>
        </Row>
        <Outcome action={check} done="" />
      </Stack>
    </Form>
  )
}

/** What is to be released: of when, for whom, which parts, which tables beside the usual ones. Nothing leaves from here. */
export const PrepareScreen = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead
        kicker={<Go to="/reports">{t('exports.toList')}</Go>}
        title={t('exports.prepareTitle')}
        lead={t('exports.prepareLead')}
      />
      <OnlyCoordinators>{() => <PrepareForm />}</OnlyCoordinators>
    </>
  )
}
