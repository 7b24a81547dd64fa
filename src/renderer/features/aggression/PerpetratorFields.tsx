import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Plus, X } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'
import { useOptions } from '../../i18n/useLabel'
import { blankPerpetrator } from './draft'
import type { PerpetratorDraft } from './draft'
import styles from './Aggression.module.css'

type Props = {
  readonly value: readonly PerpetratorDraft[]
  readonly onChange: (value: readonly PerpetratorDraft[]) => void
}

/** Who is said to have done it: of which kind, more exactly where that is known, how, and how many. */
export const PerpetratorFields = ({ value, onChange }: Props) => {
  const { t } = useTranslation()
  const all = useOptions('perpetrator')
  const involvement = useOptions('involvement')
  const numbers = useOptions('perpetratorNumber')
  return (
    <>
      {value.map((one, place) => {
        const put = (part: Partial<PerpetratorDraft>): void =>
          onChange(value.map((other, at) => (at === place ? { ...other, ...part } : other)))
        const under = all.filter(({ parent }) => parent !== undefined && parent === one.family)
        return (
          <Panel key={place} title={t('aggression.who.one', { number: place + 1 })}>
            <div className={styles.fields}>
              <ChoiceRow
                label={t('aggression.who.family')}
                options={all.filter(({ parent }) => parent === undefined)}
                value={one.family}
                onChange={(family) => put({ family, kind: null })}
              />
              {under.length > 0 && (
                <PlaceField
                  key={one.family}
                  label={t('aggression.who.kind')}
                  help={t('aggression.who.kindHelp')}
                  options={under}
                  value={one.kind}
                  onChange={(kind) => put({ kind })}
                />
              )}
              {one.family !== null && (
                <>
                  <ChoiceRow
                    label={t('aggression.who.involvement')}
                    options={involvement}
                    value={one.involvement}
                    onChange={(next) => put({ involvement: next })}
                  />
                  <ChoiceRow
                    label={t('aggression.who.number')}
                    options={numbers}
                    value={one.number}
                    onChange={(number) => put({ number })}
                  />
                </>
              )}
              {value.length > 1 && (
                <div>
                  <Button kind="quiet" onPress={() => onChange(value.filter((_, at) => at !== place))}>
                    <X aria-hidden="true" size={18} />
                    {t('aggression.who.leaveOut', { number: place + 1 })}
                  </Button>
                </div>
              )}
            </div>
          </Panel>
        )
      })}
      <div>
        <Button onPress={() => onChange([...value, blankPerpetrator])}>
          <Plus aria-hidden="true" size={18} />
          {t('aggression.who.add')}
        </Button>
      </div>
    </>
  )
}
