import { useTranslation } from 'react-i18next'
import type { RiskRow } from '#shared/contract/caseViews'
import { Day } from '../../components/Day'
import { Panel } from '../../components/Panel'
import { Table } from '../../components/Table'
import { useLabel } from '../../i18n/useLabel'
import styles from './Risk.module.css'

/** The threats of an analysis, each with all that was told of it. */
export const Threats = ({ threats }: { readonly threats: RiskRow['threats'] }) => {
  const { t } = useTranslation()
  const yesNo = useLabel('yesNo')
  const words = (scale: string, level: number | null): string =>
    level === null ? t('risk.notAnswered') : t(`risk.scale.${scale}.${level}`)
  return threats.map((threat, place) => (
    <Panel key={place} title={t('risk.threatOf', { source: threat.source || t('risk.unnamed') })}>
      <dl className={styles.facts}>
        <dt>{t('risk.pattern.label')}</dt>
        <dd>{threat.pattern || t('risk.notAnswered')}</dd>
        <dt>{t('risk.pattern.frequency')}</dt>
        <dd>{threat.frequency || t('risk.notAnswered')}</dd>
        {threat.lastEvent !== null && (
          <>
            <dt>{t('risk.pattern.last')}</dt>
            <dd>
              <Day day={threat.lastEvent} />
            </dd>
          </>
        )}
        {(['intent', 'capability', 'likelihood', 'impact'] as const).map((scale) => (
          <div key={scale} className={styles.pair}>
            <dt>{t(`risk.short.${scale}`)}</dt>
            <dd>{words(scale, threat[scale])}</dd>
          </div>
        ))}
        <dt>{t('risk.short.escalating')}</dt>
        <dd>{threat.escalating === null ? t('risk.notAnswered') : yesNo(threat.escalating)}</dd>
      </dl>
    </Panel>
  ))
}

type ItemsProps = { readonly kind: 'weak' | 'strong'; readonly items: RiskRow['vulnerabilities'] }

/** The vulnerabilities or the capacities of an analysis, domain by domain. */
export const Items = ({ kind, items }: ItemsProps) => {
  const { t } = useTranslation()
  const domain = useLabel('riskDomain')
  const scale = kind === 'weak' ? 'vulnerability' : 'capacity'
  return (
    <Panel title={t(`risk.part.${kind}`)}>
      {items.length === 0 ? (
        <p>{t('risk.notAnswered')}</p>
      ) : (
        <Table
          label={t(`risk.${kind}In.label`)}
          rows={items.map((item, place) => ({ ...item, place }))}
          keyOf={({ place }) => String(place)}
          columns={[
            { id: 'domain', label: t('risk.column.domain'), cell: (item) => domain(item.domain ?? 'other') },
            { id: 'text', label: t('risk.column.text'), cell: ({ text }) => text || t('risk.notAnswered') },
            {
              id: 'level',
              label: t('risk.column.level'),
              cell: ({ level }) => (level === null ? t('risk.notAnswered') : t(`risk.scale.${scale}.${level}`)),
            },
          ]}
        />
      )}
    </Panel>
  )
}

/** What was answered in the gender block, and how she is; the second never leaves the screen. */
export const Answers = ({ row }: { readonly row: RiskRow }) => {
  const { t } = useTranslation()
  const question = useLabel('riskQuestion')
  const yesNo = useLabel('yesNo')
  const scale = useLabel('careScale')
  const care = Object.entries(row.careBlock).filter(([, level]) => level !== null)
  return (
    <>
      {row.genderBlock.length > 0 && (
        <Panel title={t('risk.part.gender')}>
          <dl className={styles.facts}>
            {row.genderBlock.map(({ question: asked, answer, note }) => (
              <div key={asked} className={styles.pair}>
                <dt>{question(asked ?? '')}</dt>
                <dd>
                  {answer === null ? t('risk.notAnswered') : yesNo(answer)}
                  {note !== '' && `. ${note}`}
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
      {care.length > 0 && (
        <div data-no-print>
          <Panel title={t('risk.part.care')} note={t('risk.care.never')}>
            <dl className={styles.facts}>
              {care.map(([name, level]) => (
                <div key={name} className={styles.pair}>
                  <dt>{scale(name)}</dt>
                  <dd>{t(`risk.care.level.${level ?? 0}`)}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        </div>
      )}
    </>
  )
}
