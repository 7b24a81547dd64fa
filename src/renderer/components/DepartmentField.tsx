import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { departmentNamed, departmentsOf } from '#shared/vocabulary/departments'
import { Stack } from './Layout'
import { PlaceField } from './PlaceField'
import { TextField } from './TextField'

type Props = {
  readonly label: string
  readonly help?: string
  readonly failure?: string | null
  /** ISO 3166-1 alpha-2, or '' while there is none. */
  readonly country: string
  /** The name of the division; '' is none. */
  readonly value: string
  readonly onChange: (name: string) => void
}

const other = 'other'

/** Whether a name is of the list of a country: it means nothing once another country is chosen. */
export const isDepartmentOf = (country: string, name: string): boolean => departmentsOf(country).includes(name)

/** The state, department or province, from the list of the country; written by hand under «Otro» and where there is no list. */
export const DepartmentField = ({ label, help, failure, country, value, onChange }: Props) => {
  const { t } = useTranslation()
  const [isOther, setOther] = useState(false)
  const names = departmentsOf(country)
  const words = { label, ...(help === undefined ? {} : { help }), failure: failure ?? null }
  if (names.length === 0) return <TextField {...words} most={80} value={value} onChange={onChange} />
  const known = departmentNamed(country, value)
  const isListed = names.includes(known)
  const chosen = isListed ? known : isOther || value !== '' ? other : null
  return (
    <Stack>
      <PlaceField
        key={country}
        {...words}
        options={[...names.map((name) => ({ id: name, label: name })), { id: other, label: t('ui.otherPlace') }]}
        value={chosen}
        onChange={(id) => {
          setOther(id === other)
          onChange(id === null || id === other ? '' : id)
        }}
      />
      {chosen === other && <TextField label={t('ui.otherPlaceName')} most={80} value={value} onChange={onChange} />}
    </Stack>
  )
}
