import { useTranslation } from 'react-i18next'
import type { RiskComparison } from '#shared/rules/compareRisk'
import { Band } from '../../components/Band'
import { ArrowDown, ArrowRight, ArrowUp, Minus, Plus } from '../../components/icons'
import type { LucideIcon } from '../../components/icons'
import { Row } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import type { Dye } from '../../components/State'
import { useLabel } from '../../i18n/useLabel'
import styles from './Risk.module.css'

type Kind = 'threats' | 'vulnerabilities' | 'capacities'
type How = 'rose' | 'fell' | 'fresh' | 'gone'
const kinds: readonly Kind[] = ['threats', 'vulnerabilities', 'capacities']
const ways: readonly How[] = ['rose', 'fell', 'fresh', 'gone']
const icons: Readonly<Record<How, LucideIcon>> = { rose: ArrowUp, fell: ArrowDown, fresh: Plus, gone: Minus }
const scaleOf = { threats: 'threat', vulnerabilities: 'vulnerability', capacities: 'capacity' } as const

/** More of a threat or a weakness weighs on her; more of a capacity holds her. */
const dyeOf = (kind: Kind, how: How): Dye => {
  const isMore = how === 'rose' || how === 'fresh'
  return isMore === (kind === 'capacities') ? 'jade' : 'barro'
}

const Changes = ({ kind, changes }: { readonly kind: Kind; readonly changes: RiskComparison[Kind] }) => {
  const { t } = useTranslation()
  const domain = useLabel('riskDomain')
  if (ways.every((how) => changes[how].length === 0)) return null
  const level = (value: number | null): string =>
    value === null ? t('risk.notAnswered') : t(`risk.scale.${scaleOf[kind]}.${value}`)
  return (
    <div>
      <h3>{t(`risk.part.${kind === 'threats' ? 'threats' : kind === 'vulnerabilities' ? 'weak' : 'strong'}`)}</h3>
      <ul className={styles.list}>
        {ways.flatMap((how) =>
          changes[how].map(({ what, text, before, after }, place) => {
            const name =
              kind === 'threats' ? what || t('risk.unnamed') : [domain(what), text].filter(Boolean).join(': ')
            return (
              <li key={`${how} ${place}`}>
                <span>{name}</span>
                <State icon={icons[how]} dye={dyeOf(kind, how)}>
                  {t(`risk.change.${how}`, { before: level(before), after: level(after) })}
                </State>
              </li>
            )
          }),
        )}
      </ul>
    </div>
  )
}

/** How an analysis differs from the one before: what rose, fell, is new, is gone. */
export const RiskChanges = ({ comparison }: { readonly comparison: RiskComparison }) => {
  const { t } = useTranslation()
  const { before, after } = comparison.band
  const isSame = kinds.every((kind) => ways.every((how) => comparison[kind][how].length === 0))
  const band = (value: string | null) => (value === null ? <span>{t('risk.result.none')}</span> : <Band band={value} />)
  return (
    <Panel title={t('risk.change.title')}>
      <div className={styles.marks}>
        <Row>
          {band(before)}
          <ArrowRight aria-label={t('risk.change.to')} role="img" size={20} />
          {band(after)}
          <span>{t(before === after ? 'risk.change.sameBand' : 'risk.change.otherBand')}</span>
        </Row>
        {isSame ? (
          <p>{t('risk.change.none')}</p>
        ) : (
          kinds.map((kind) => <Changes key={kind} kind={kind} changes={comparison[kind]} />)
        )}
      </div>
    </Panel>
  )
}
