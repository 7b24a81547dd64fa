import { useRef, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { ChoiceRow } from '../../components/ChoiceRow'
import { cx } from '../../components/cx'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Saved } from '../../components/Saved'
import { Why } from '../../components/Why'
import { useFailure } from '../../i18n/useFailure'
import { blankRow, columnOf, gridColumns, gridRows, isBlankRow, pasteInto, readRow } from './gridRow'
import type { GridColumn, GridRow } from './gridRow'
import { LateReason, useLate } from './LateReason'
import styles from './Registry.module.css'
import { useGridOptions } from './useGridOptions'

type GridDraft = { readonly rows: readonly GridRow[]; readonly agreed: 'given' | 'not_asked' }
type RowProblem = { readonly row: number; readonly column: GridColumn | undefined; readonly words: string }

const blankGrid: GridDraft = { rows: Array.from({ length: gridRows }, () => blankRow), agreed: 'not_asked' }
const wide: readonly GridColumn[] = ['types', 'indicators', 'perpetrator', 'sources']
const wordsIn = (cell: unknown): string => (typeof cell === 'string' ? cell : '')
/** A draft of another version may have rows of another shape: what is no text is empty. */
const asRows = (rows: readonly GridRow[]): readonly GridRow[] =>
  blankGrid.rows.map((row, place) => row.map((_, column) => wordsIn(rows[place]?.[column])))

/** Many entries at once, by keyboard or pasted from a spreadsheet; what is not understood is said row by row. */
export const EntryGrid = () => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const options = useGridOptions()
  const { value, change, state, isFromBefore } = useDraft('registry:grid', blankGrid)
  const save = useAction('registry.submitMany')
  const late = useLate(null)
  const table = useRef<HTMLTableElement>(null)
  const [problems, setProblems] = useState<readonly RowProblem[]>([])
  const [said, say] = useState('')
  const rows = asRows(value.rows)
  const put = (next: readonly GridRow[]): void => change((now) => ({ ...now, rows: next }))
  const cellAt = (row: number, column: number): HTMLInputElement | null =>
    table.current?.querySelector(`[data-cell="${row}-${column}"]`) ?? null

  const wordsOf = (column: GridColumn | undefined, failure?: Failure): string =>
    column === undefined && failure
      ? inWords(failure)
      : t(`registry.grid.not.${column ?? 'row'}`, { column: column === undefined ? '' : t(`registry.grid.${column}`) })
  const send = (): void => {
    say('')
    const used = rows.flatMap((row, place) => (isBlankRow(row) ? [] : [{ row, place }]))
    const read = used.map(({ row, place }) => ({ place, ...readRow(row, options, value.agreed) }))
    const found = read.flatMap((one) =>
      'column' in one ? [{ row: one.place, column: one.column, words: wordsOf(one.column) }] : [],
    )
    setProblems(found)
    save.forget()
    const [first] = found
    if (first) cellAt(first.row, gridColumns.indexOf(first.column))?.focus()
    if (first || used.length === 0) {
      say(first ? t('registry.grid.look', { count: found.length }) : t('registry.grid.empty'))
      return
    }
    const entries = read.flatMap((one) => ('entry' in one ? [one.entry] : []))
    void save.run({ entries, ...late.input }).then((result) => {
      if (result.ok) {
        change(blankGrid)
        return
      }
      const { index, field } = result.error.detail ?? {}
      const row = typeof index === 'number' ? read[index]?.place : undefined
      if (row === undefined) return
      const column = typeof field === 'string' ? columnOf(field) : undefined
      setProblems([{ row, column, words: wordsOf(column, result.error) }])
      cellAt(row, column ? gridColumns.indexOf(column) : 0)?.focus()
    })
  }
  const paste = (event: ClipboardEvent, row: number, column: number): void => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(text.replace(/\n$/, ''))) return
    event.preventDefault()
    const next = pasteInto(rows, { row, column }, text)
    put(next.rows)
    setProblems([])
    say(next.left === 0 ? t('registry.grid.pasted') : t('registry.grid.left', { count: next.left }))
  }
  const step = (event: KeyboardEvent, row: number, column: number): void => {
    const by = event.key === 'Enter' ? (event.shiftKey ? -1 : 1) : 0
    if (by === 0 || event.nativeEvent.isComposing) return
    event.preventDefault()
    cellAt(row + by, column)?.focus()
  }
  if (state === 'reading') return <p role="status">{t('ui.wait')}</p>
  return (
    <Stack>
      <p>{t('registry.grid.help')}</p>
      <Why title={t('registry.grid.how')}>
        <p>{t('registry.grid.howDates')}</p>
        <p>{t('registry.grid.howTerms')}</p>
        <p>{t('registry.grid.howPerson')}</p>
      </Why>
      <ChoiceRow
        label={t('registry.grid.agreed')}
        help={t('registry.grid.agreedHelp')}
        options={(['not_asked', 'given'] as const).map((id) => ({ id, label: t(`registry.grid.agreedAs.${id}`) }))}
        value={value.agreed}
        onChange={(agreed) => change((now) => ({ ...now, agreed: agreed === 'given' ? 'given' : 'not_asked' }))}
      />
      <div className={styles.region} role="region" aria-label={t('registry.grid.title')} tabIndex={0}>
        <table className={styles.grid} ref={table}>
          <thead>
            <tr>
              <th scope="col">{t('registry.grid.row')}</th>
              {gridColumns.map((column) => (
                <th key={column} scope="col">
                  {t(`registry.grid.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row, place) => {
            const problem = problems.find((one) => one.row === place)
            return (
              <tbody key={place}>
                <tr>
                  <th scope="row">{place + 1}</th>
                  {gridColumns.map((column, at) => (
                    <td key={column}>
                      <input
                        className={cx(styles.cell, wide.includes(column) && styles.wide)}
                        data-cell={`${place}-${at}`}
                        aria-label={t('registry.grid.cell', { column: t(`registry.grid.${column}`), row: place + 1 })}
                        aria-invalid={problem?.column === column || undefined}
                        aria-describedby={problem ? `registry-row-${place}` : undefined}
                        list={options[column] && `registry-${column}`}
                        maxLength={500}
                        autoComplete="off"
                        autoCorrect="off"
                        spellCheck="false"
                        value={row[at] ?? ''}
                        onPaste={(event) => paste(event, place, at)}
                        onKeyDown={(event) => step(event, place, at)}
                        onChange={({ target }) =>
                          put(
                            rows.map((old, n) =>
                              n === place ? old.map((c, i) => (i === at ? target.value : c)) : old,
                            ),
                          )
                        }
                      />
                    </td>
                  ))}
                </tr>
                {problem && (
                  <tr>
                    <td colSpan={gridColumns.length + 1} className={styles.problem}>
                      <p id={`registry-row-${place}`}>
                        {t('registry.grid.inRow', { row: place + 1 })} {problem.words}
                      </p>
                    </td>
                  </tr>
                )}
              </tbody>
            )
          })}
        </table>
      </div>
      {gridColumns.map(
        (column) =>
          options[column] && (
            <datalist key={column} id={`registry-${column}`}>
              {options[column].map(({ id, label }) => (
                <option key={id} value={label} />
              ))}
            </datalist>
          ),
      )}
      <LateReason late={late} isAsked={save.problem?.type === 'ReasonNeeded'} />
      <p role="status">{said}</p>
      <Row>
        <Button kind="main" onPress={send}>
          {t('registry.grid.send')}
        </Button>
        <Saved state={state} isFresh={!isFromBefore && rows.every(isBlankRow)} />
      </Row>
      <Outcome action={save} done={t('registry.grid.sent', { count: save.done?.entryIds.length ?? 0 })} />
    </Stack>
  )
}
