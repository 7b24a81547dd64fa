import { useTranslation } from 'react-i18next'
import { ChoiceRow } from '../../components/ChoiceRow'
import { DepartmentField, isDepartmentOf } from '../../components/DepartmentField'
import { PlaceField } from '../../components/PlaceField'
import { TextField } from '../../components/TextField'
import { useCountries } from '../../i18n/useCountries'
import { useOptions } from '../../i18n/useLabel'
import styles from './Aggression.module.css'
import type { AggressionDraft } from './draft'

type Props = { readonly draft: AggressionDraft; readonly change: (part: Partial<AggressionDraft>) => void }

/** Where it happened, from the country down; the town stays within the network. */
export const WhereFields = ({ draft, change }: Props) => {
  const { t } = useTranslation()
  return (
    <>
      <PlaceField
        label={t('aggression.where.country')}
        options={useCountries()}
        value={draft.country}
        onChange={(country) =>
          change({ country, ...(isDepartmentOf(draft.country ?? '', draft.department) ? { department: '' } : {}) })
        }
      />
      <div className={styles.pair}>
        <DepartmentField
          label={t('aggression.where.department')}
          help={t('aggression.where.departmentExample')}
          country={draft.country ?? ''}
          value={draft.department}
          onChange={(department) => change({ department })}
        />
        <TextField
          label={t('aggression.where.municipality')}
          help={t('aggression.where.municipalityExample')}
          most={80}
          value={draft.municipality}
          onChange={(municipality) => change({ municipality })}
        />
      </div>
      <ChoiceRow
        label={t('aggression.where.setting')}
        options={useOptions('setting')}
        value={draft.setting}
        onChange={(setting) => change({ setting })}
      />
    </>
  )
}
