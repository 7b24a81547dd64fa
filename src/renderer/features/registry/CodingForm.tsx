import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '#shared/contract/registry'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Row } from '../../components/Layout'
import { MultiChoice } from '../../components/MultiChoice'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { Saved } from '../../components/Saved'
import { useOptions } from '../../i18n/useLabel'
import styles from './Registry.module.css'

const blankCoding = {
  types: [] as readonly string[],
  target: null as string | null,
  genderDimension: null as string | null,
  indicators: [] as readonly string[],
  placeType: null as string | null,
  causeLinked: null as string | null,
  previousThreats: null as string | null,
}

type Props = { readonly entry: EntryView; readonly lateInput: { readonly lateReason?: string } }

/** A second coding, made without looking at the first; what is left blank was not coded. */
export const CodingForm = ({ entry, lateInput }: Props) => {
  const { t } = useTranslation()
  const { value, change, drop, state, isFromBefore } = useDraft(`registry:coding:${entry.entryId}`, blankCoding)
  const code = useAction('registry.code')
  const [isTried, setTried] = useState(false)
  const types = useOptions('aggressionType')
  const indicators = useOptions('genderIndicator')
  const rows = {
    target: useOptions('target'),
    genderDimension: useOptions('genderDimension'),
    placeType: useOptions('placeType'),
    causeLinked: useOptions('causeLinked'),
    previousThreats: useOptions('previousThreats'),
  }
  const put = (part: Partial<typeof blankCoding>): void => change((now) => ({ ...now, ...part }))
  const row = (field: keyof typeof rows) => (
    <ChoiceRow
      label={t(`registry.field.${field}`)}
      options={rows[field]}
      value={value[field]}
      onChange={(id) => put({ [field]: id })}
    />
  )
  const send = (): void => {
    setTried(true)
    if (value.types.length === 0) return
    const said = Object.fromEntries(
      Object.entries(value).filter(([, one]) => one !== null && !(Array.isArray(one) && one.length === 0)),
    )
    void code.run({ entryId: entry.entryId, ...said, ...lateInput }).then((result) => {
      if (result.ok) drop()
    })
  }
  return (
    <Panel title={t('registry.coding.title')}>
      <div className={styles.fields}>
        <p>{t('registry.coding.text')}</p>
        <MultiChoice
          label={t('registry.field.types')}
          failure={isTried && value.types.length === 0 ? t('registry.coding.lack') : null}
          options={types}
          value={value.types}
          onChange={(ids) => put({ types: ids })}
        />
        {row('target')}
        {row('genderDimension')}
        {value.genderDimension === 'yes' && (
          <MultiChoice
            label={t('registry.field.indicators')}
            options={indicators}
            value={value.indicators}
            onChange={(ids) => put({ indicators: ids })}
          />
        )}
        {row('placeType')}
        {row('causeLinked')}
        {row('previousThreats')}
        <Row>
          <Button kind="main" onPress={send}>
            {t('registry.coding.save')}
          </Button>
          <Saved state={state} isFresh={!isFromBefore} />
        </Row>
        <Outcome action={code} done={t('registry.coding.done')} />
      </div>
    </Panel>
  )
}
