import { useTranslation } from 'react-i18next'
import { Band } from '../../components/Band'
import { Day } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { CircleDashed } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import styles from './cases.module.css'
import { useFile } from './file'
import { nextSteps } from './nextStep'

/** How many further steps are shown under the first. */
const fewMore = 3

/** Beside the file: the band, what comes next, and who may see it. */
export const Rail = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const [step, ...others] = nextSteps(file)
  const placeOf = (one: { path?: string; tab?: string }): string => at + (one.path ?? `?part=${one.tab ?? 'summary'}`)
  return (
    <>
      <Panel title={t('caseFile.rail.band')}>
        <div className={styles.lines}>
          {file.riskBand === null ? (
            <State icon={CircleDashed} dye="piedra">
              {t('cases.noRisk')}
            </State>
          ) : (
            <Band band={file.riskBand} />
          )}
          <p>
            <b>{t('cases.review')}:</b> {file.nextReview === null ? t('cases.noReview') : <Day day={file.nextReview} />}
          </p>
        </div>
      </Panel>
      <Panel title={t('caseFile.rail.next')}>
        <div className={styles.lines}>
          {step === undefined ? (
            <p>{t('caseFile.next.none')}</p>
          ) : (
            <>
              <p>
                {t(`caseFile.next.${step.word}.text`)} {step.on != null && <Day day={step.on} />}
              </p>
              <Go to={placeOf(step)} look="main">
                {t(`caseFile.next.${step.word}.action`)}
              </Go>
              <ul>
                {others.slice(0, fewMore).map((one, n) => (
                  <li key={n}>
                    <Go to={placeOf(one)}>{t(`caseFile.next.${one.word}.action`)}</Go>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </Panel>
      <Panel title={t('caseFile.rail.who')}>
        <ul>
          {file.access.map(({ memberId, alias, owner, brokeGlass }) => (
            <li key={memberId}>
              <b>
                <PersonName name={alias} />
              </b>{' '}
              {owner ? t('caseFile.team.owner') : brokeGlass ? t('caseFile.team.brokeGlass') : ''}
            </li>
          ))}
        </ul>
        <p className={styles.soft}>{t('caseFile.rail.nobody')}</p>
      </Panel>
    </>
  )
}
