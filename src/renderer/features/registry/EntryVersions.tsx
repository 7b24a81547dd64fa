import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '#shared/contract/registry'
import { useAction } from '../../bridge/useAction'
import type { CommandInput } from '#shared/contract/commands'
import { Outcome } from '../../components/Outcome'
import { TwoVersions } from '../../components/TwoVersions'
import { useFieldWords } from './useFieldWords'

type Props = { readonly entry: EntryView; readonly lateInput: { readonly lateReason?: string } }
type Status = CommandInput<'registry.setStatus'>['status']

/** What was written apart about an entry, until somebody chooses. */
export const EntryVersions = ({ entry, lateInput }: Props) => {
  const { t } = useTranslation()
  const words = useFieldWords()
  const setField = useAction('registry.setField')
  const setStatus = useAction('registry.setStatus')
  const [later, setLater] = useState<readonly string[]>([])
  const { entryId } = entry
  return (
    <>
      {entry.conflicts
        .filter(({ path }) => !later.includes(path))
        .map(({ path, versions }) => {
          const field = path.split('.').at(-1) ?? ''
          const keep = (place: number): void => {
            const value = versions[place]?.value ?? null
            if (field === 'status') void setStatus.run({ entryId, status: value as Status, ...lateInput })
            else void setField.run({ entryId, field, value, basedOn: [...entry.heads], ...lateInput })
          }
          return (
            <TwoVersions
              key={path}
              field={t(`registry.field.${field}`, { defaultValue: field })}
              versions={versions.map(({ value, by, on }, place) => ({
                id: String(place),
                value: field === 'status' ? t(`registry.status.${value ?? 'draft'}`) : words(field, value),
                by,
                on,
              }))}
              busy={setField.busy || setStatus.busy}
              onKeep={(id) => keep(Number(id))}
              onLater={() => setLater([...later, path])}
            />
          )
        })}
      <Outcome action={setField} done={t('registry.entry.moved')} />
      <Outcome action={setStatus} done={t('registry.entry.moved')} />
    </>
  )
}
