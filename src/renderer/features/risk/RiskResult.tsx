import { useTranslation } from 'react-i18next'
import type { RiskScore } from '#shared/rules/risk'
import { Band } from '../../components/Band'
import { CircleDashed } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { Why } from '../../components/Why'
import { useLabel } from '../../i18n/useLabel'
import { useLanguage } from '../../i18n/useLanguage'
import { Matrix } from './Matrix'
import { raisedBy } from './raised'
import type { Weighed } from './raised'
import styles from './Risk.module.css'

type Props = { readonly risk: Weighed; readonly score: RiskScore; readonly overrideReason: string }

/** What an analysis comes to: the band, what raised it, and the numbers only for who asks for them. */
export const RiskResult = ({ risk, score, overrideReason }: Props) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const sign = useLabel('imminentSign')
  const domain = useLabel('riskDomain')
  const raised = raisedBy(risk, score)
  const number = (value: number | null): string =>
    value === null ? t('risk.numbers.none') : value.toLocaleString(locale, { maximumFractionDigits: 2 })
  const words = ({ kind, what, text, level }: (typeof raised)[number]): string => {
    if (kind === 'sign') return sign(what)
    const name = kind === 'threat' ? what || t('risk.unnamed') : [domain(what), text].filter(Boolean).join(': ')
    const scale = kind === 'threat' ? 'threat' : kind === 'weak' ? 'vulnerability' : 'capacity'
    return t(`risk.raised.${kind}`, { name, level: t(`risk.scale.${scale}.${level ?? 1}`).toLocaleLowerCase(locale) })
  }
  return (
    <Panel title={t('risk.result.title')}>
      <p className={styles.found}>
        {score.band === null ? (
          <State icon={CircleDashed} dye="piedra">
            {t('risk.result.none')}
          </State>
        ) : (
          <Band band={score.band} />
        )}
      </p>
      <p>
        <b>{t('risk.result.guide')}</b>
      </p>
      {score.band === null && <p>{t('risk.result.noneWhy')}</p>}
      {score.isOverridden && <p>{t('risk.result.overridden')}</p>}
      {overrideReason !== '' && <p>{t('risk.result.reason', { reason: overrideReason })}</p>}
      <h3 className={styles.under}>{t('risk.raised.title')}</h3>
      {raised.length === 0 ? (
        <p>{t('risk.raised.nothing')}</p>
      ) : (
        <ul className={styles.list}>
          {raised.map((one, place) => (
            <li key={`${one.kind} ${one.what} ${place}`}>{words(one)}</li>
          ))}
        </ul>
      )}
      {risk.method === 'matrix' && <Matrix {...risk.matrix} />}
      <div data-no-print>
        <Why title={t('risk.numbers.title')}>
          <p>{t(risk.method === 'matrix' ? 'risk.numbers.matrix' : 'risk.numbers.formula')}</p>
          <dl className={styles.facts}>
            {risk.method !== 'matrix' && (
              <>
                <dt>{t('risk.numbers.threat')}</dt>
                <dd>{number(score.threat)}</dd>
                <dt>{t('risk.numbers.weak')}</dt>
                <dd>{number(score.vulnerability)}</dd>
                <dt>{t('risk.numbers.strong')}</dt>
                <dd>{number(score.capacity)}</dd>
              </>
            )}
            <dt>{t('risk.numbers.risk')}</dt>
            <dd>{number(score.risk)}</dd>
          </dl>
        </Why>
      </div>
    </Panel>
  )
}
