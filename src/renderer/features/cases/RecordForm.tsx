import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Failure } from '#shared/errors'
import { useConnection } from '../../bridge/connection'
import { useDraft } from '../../bridge/useDraft'
import { Filters } from '../../components/Filters'
import { Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { Veil } from '../../components/Veil'
import { useFailure } from '../../i18n/useFailure'
import { useFile } from './file'
import { FormFoot } from './FormFoot'
import { FormHead } from './FormHead'
import { formSpecs } from './formSpecs'
import type { FormName, RecordSpec } from './formSpecs'
import { answered, changed, lacking, valuesOf } from './formValues'
import type { Values } from './formValues'
import { RecordField } from './RecordField'

type Props = {
  readonly name: FormName
  /** The row that is changed; undefined: a new one. */
  readonly row: Values | undefined
  /** Its id; null for a new one. */
  readonly id: string | null
}

/**
 * Adds a row of the case, or changes one: each changed field goes by itself, at the heads the form was begun at, so that
 * what a colleague wrote meanwhile stays beside it.
 */
export const RecordForm = ({ name, row, id }: Props) => {
  const { t } = useTranslation()
  const connection = useConnection()
  const inWords = useFailure()
  const [, go] = useLocation()
  const { file, at, say } = useFile()
  const spec: RecordSpec = formSpecs[name]
  const first = valuesOf(spec, row)
  const draft = useDraft<{ values: Values; base: Values; heads: readonly string[] }>(
    `case.${file.caseId}.${name}.${id ?? 'new'}`,
    { values: first, base: first, heads: file.heads },
  )
  const [step, setStep] = useState(0)
  const [isTried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Failure | null>(null)
  const { values, base, heads } = draft.value
  const back = `${at}?part=${spec.tab}`
  const last = spec.sections.length - 1
  const shown = spec.isStepped ? spec.sections.slice(step, step + 1) : spec.sections
  const hasNext = spec.isStepped === true && step < last
  const missing = isTried ? lacking(spec, values) : []

  const send = async (): Promise<Failure | null> => {
    if (row === undefined && spec.add !== null) {
      const toOrg = typeof values.toOrg === 'string' ? { toOrg: values.toOrg } : {}
      const input = { caseId: file.caseId, ...answered(spec, values), ...toOrg }
      const done = await connection.call(spec.add, input)
      return done.ok ? null : done.error
    }
    for (const [field, value] of changed(spec, base, values)) {
      const path = spec.part === null ? field : `${spec.part}.${id ?? ''}.${field}`
      const input = { caseId: file.caseId, path, value: value as never, basedOn: [...heads] }
      const done = await connection.call('case.setField', input)
      if (!done.ok) return done.error
    }
    return null
  }
  const save = async (): Promise<void> => {
    setTried(true)
    const [lacks] = lacking(spec, values)
    if (lacks !== undefined) {
      setStep(spec.sections.findIndex(({ fields }) => fields.some((field) => field.name === lacks)))
      return
    }
    setBusy(true)
    const failed = await send()
    setBusy(false)
    setProblem(failed)
    if (failed) return
    draft.drop()
    say(t('caseFile.done'))
    go(back)
  }

  if (draft.state === 'reading') return null
  return (
    <>
      <FormHead title={t(`caseFile.form.${name}.${row === undefined ? 'new' : 'change'}`)} back={back} />
      <Stack>
        {spec.isStepped && (
          <Filters
            label={t('caseFile.steps')}
            options={spec.sections.map(({ title }, n) => ({
              id: String(n),
              label: t(`caseFile.section.${name}.${title}`),
            }))}
            value={String(step)}
            onChange={(id) => setStep(Number(id))}
          />
        )}
        {shown.map(({ title, fields, isVeiled }) => {
          const asked = fields.filter(({ isOnce }) => row === undefined || !isOnce)
          const inside = (
            <Stack>
              {asked.map((field) => (
                <RecordField
                  key={field.name}
                  spec={field}
                  of={name}
                  value={values[field.name]}
                  values={values}
                  failure={missing.includes(field.name) ? t('caseFile.needed') : null}
                  onChange={(part) => draft.change((last) => ({ ...last, values: { ...last.values, ...part } }))}
                />
              ))}
            </Stack>
          )
          const words = t(`caseFile.section.${name}.${title}`)
          return (
            <Panel key={title} title={words}>
              {isVeiled ? <Veil words={t(`caseFile.veiled.${title}`)}>{inside}</Veil> : inside}
            </Panel>
          )
        })}
        <FormFoot
          draft={draft}
          back={back}
          isFresh={values === base}
          busy={busy}
          failure={
            problem !== null
              ? inWords(problem)
              : missing.length > 0
                ? t('caseFile.lacking', { count: missing.length })
                : null
          }
          onSave={() => void save()}
          {...(hasNext && { onNext: () => setStep(step + 1) })}
        />
      </Stack>
    </>
  )
}
