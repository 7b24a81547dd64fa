import { useTranslation } from 'react-i18next'
import { Band } from '../../components/Band'
import { Day, Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Plus } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import styles from './cases.module.css'
import { useFile } from './file'
import { useAlias } from './useAlias'

/** The analyses of risk, the last one first. */
export const RiskTab = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const alias = useAlias()
  const add = (
    <Go to={`${at}/risk/new`} look="plain">
      <Plus aria-hidden="true" size={18} />
      {t('caseFile.risk.add')}
    </Go>
  )
  if (file.riskAnalyses.length === 0)
    return (
      <EmptyState title={t('caseFile.risk.none')} action={add}>
        <p>{t('caseFile.risk.noneText')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      <Panel title={t('caseFile.risk.title')} note={t('caseFile.risk.guide')}>
        <ul className={styles.items}>
          {file.riskAnalyses
            .toReversed()
            .map(({ analysisId, version, score, at: when, by, with: others, nextReview }) => (
              <li key={analysisId}>
                <Row>
                  <Go to={`${at}/risk/${analysisId}`}>{t('caseFile.risk.nth', { n: version })}</Go>
                  {score.band !== null && <Band band={score.band} />}
                </Row>
                <p>
                  {when !== null && <Moment at={when} />} · <PersonName name={[by, ...others].map(alias).join(', ')} />
                </p>
                {nextReview !== null && (
                  <p className={styles.soft}>
                    {t('cases.review')}: <Day day={nextReview} />
                  </p>
                )}
              </li>
            ))}
        </ul>
      </Panel>
      <div>{add}</div>
    </Stack>
  )
}
