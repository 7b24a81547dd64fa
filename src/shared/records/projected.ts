/** A row of the vault's projection: what lists and search read, so that no document need be opened for them. */
export type ProjectedRecord = {
  readonly kind: string
  readonly id: string
  readonly status: string
  /** Lists are in the order of this text, then of id. */
  readonly sort: string
  /** What a search hit is called. */
  readonly label: string
  /** What a list shows, as JSON. */
  readonly data: unknown
  /** What a search looks through; '' for nothing. */
  readonly text: string
}
