import { useState } from 'react'
import { Button, CheckboxGroup, Disclosure, DisclosurePanel, Label } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Option } from '../i18n/useLabel'
import { Check } from './Check'
import styles from './MultiChoice.module.css'
import fields from './Field.module.css'
import { Help, Problem } from './FieldParts'
import type { FieldWords } from './FieldParts'
import { ChevronRight } from './icons'
import { SearchBox } from './SearchBox'
import { finds } from './tolerant'

/** From so many options on the field has a box to search them. */
const worthSearching = 9

type Props = FieldWords & {
  /** Where the title of the screen is the question already. */
  readonly isLabelHidden?: boolean
  readonly options: readonly Option[]
  readonly value: readonly string[]
  readonly onChange: (ids: string[]) => void
}

type Group = { readonly top: Option; readonly under: readonly Option[] }
const groupsOf = (options: readonly Option[]): readonly Group[] =>
  options
    .filter(({ parent }) => parent === undefined)
    .map((top) => ({ top, under: options.filter(({ parent }) => parent === top.id) }))

const Family = ({ top, under, chosen }: Group & { readonly chosen: number }) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(chosen > 0)
  return (
    <Disclosure className={styles.group ?? ''} isExpanded={isOpen} onExpandedChange={setOpen}>
      <Button slot="trigger" className={styles.fold ?? ''}>
        <ChevronRight aria-hidden="true" size={20} />
        {top.label}
        <span className={styles.count} data-some={chosen > 0 || undefined}>
          {chosen > 0 ? t('ui.chosen', { count: chosen }) : t('ui.of', { done: 0, total: under.length + 1 })}
        </span>
      </Button>
      <DisclosurePanel>
        {isOpen && (
          <div className={styles.inside}>
            <Check value={top.id}>{t('ui.general', { name: top.label })}</Check>
            {under.map(({ id, label }) => (
              <Check key={id} value={id}>
                {label}
              </Check>
            ))}
          </div>
        )}
      </DisclosurePanel>
    </Disclosure>
  )
}

/** Several of a list; of two levels it folds, and what is searched shows unfolded. */
export const MultiChoice = ({ label, isLabelHidden, help, failure, options, value, onChange, isDisabled }: Props) => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const labelOf = (option: Option): string => {
    const parent = options.find(({ id }) => id === option.parent)
    return parent ? `${parent.label}: ${option.label}` : option.label
  }
  const found = typed.trim() === '' ? null : options.filter((option) => finds(labelOf(option), typed))
  return (
    <CheckboxGroup
      className={fields.field ?? ''}
      value={[...value]}
      onChange={onChange}
      isInvalid={failure != null}
      isDisabled={isDisabled ?? false}
      validationBehavior="aria"
    >
      <Label className={isLabelHidden ? 'hidden-visually' : (fields.label ?? '')}>{label}</Label>
      <Help text={help} />
      {options.length >= worthSearching && (
        <SearchBox label={`${t('ui.search')}: ${label}`} isLabelHidden value={typed} onChange={setTyped} />
      )}
      <p className={fields.help} role="status">
        {found?.length === 0
          ? t('ui.noMatch')
          : value.length === 0
            ? t('ui.none')
            : t('ui.chosen', { count: value.length })}
      </p>
      <div className={styles.groups}>
        {found?.map((option) => (
          <Check key={option.id} value={option.id}>
            {labelOf(option)}
          </Check>
        )) ??
          groupsOf(options).map(({ top, under }) =>
            under.length === 0 ? (
              <Check key={top.id} value={top.id}>
                {top.label}
              </Check>
            ) : (
              <Family
                key={top.id}
                top={top}
                under={under}
                chosen={[top, ...under].filter(({ id }) => value.includes(id)).length}
              />
            ),
          )}
      </div>
      <Problem text={failure} />
    </CheckboxGroup>
  )
}
