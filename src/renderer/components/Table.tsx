import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { cx } from './cx'
import styles from './Table.module.css'

/** A column: its word, and what it shows of a row. The first one names the row. */
type Column<R> = {
  readonly id: string
  readonly label: string
  readonly cell: (row: R) => ReactNode
  /** Numbers stand at the right. */
  readonly isNumber?: boolean
}

type Props<R> = {
  /** What the table is of: said, not shown. */
  readonly label: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
  /** The head stays while the rows move under it: for tables that are longer than the window. */
  readonly isTall?: boolean
  /** The first column stays while the others move: for tables that are wider than the window. */
  readonly isWide?: boolean
  /** Rows of a `tfoot`. */
  readonly foot?: ReactNode
}

/** A plain table. Lists come in pages of 200 rows, which the browser's own table carries without help. */
export const Table = <R,>({ label, columns, rows, keyOf, isTall, isWide, foot }: Props<R>) => (
  <div
    className={cx(styles.region, isTall && styles.tall, isWide && styles.sticky)}
    role="region"
    aria-label={label}
    tabIndex={0}
  >
    <table className={styles.table}>
      <caption className="hidden-visually">{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={column.isNumber ? styles.number : undefined}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ id, cell, isNumber }, place) => (
              <Fragment key={id}>
                {place === 0 ? (
                  <th scope="row">{cell(row)}</th>
                ) : (
                  <td className={isNumber ? styles.number : undefined}>{cell(row)}</td>
                )}
              </Fragment>
            ))}
          </tr>
        ))}
      </tbody>
      {foot !== undefined && <tfoot>{foot}</tfoot>}
    </table>
  </div>
)
