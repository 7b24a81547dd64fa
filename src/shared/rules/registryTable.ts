/**
 * What the rows and columns of a table can be. `year`, `quarter` and `month` are of the date, as far as it is known;
 * `typeFamily` and `perpetratorFamily` are the top-level terms, in each of which an entry counts once.
 */
export const tableFields = [
  'year',
  'quarter',
  'month',
  'country',
  'department',
  'municipality',
  'setting',
  'placeType',
  'types',
  'typeFamily',
  'target',
  'countsAs',
  'relativesAlso',
  'genderDimension',
  'indicators',
  'perpetrators',
  'perpetratorFamily',
  'perpetratorLevel2',
  'involvement',
  'causeLinked',
  'causes',
  'previousThreats',
  'complaint',
  'complaintOutcome',
  'sources',
  'reliability',
  'ageBand',
  'genderIdentity',
  'ethnicIdentity',
  'role',
  'status',
] as const
/** A field that a table may have in its rows or columns. */
export type TableField = (typeof tableFields)[number]

/** One number in three units: aggressions (an entry each), events, and what they were against. */
export type RegistryCount = {
  readonly aggressions: number
  /** An event with several aggressions is one; an entry of no known event is one by itself. */
  readonly events: number
  readonly personal: number
  readonly collective: number
  readonly organisation: number
}

/**
 * Counts of the entries of a period, without drafts and what was set aside. An entry with several codes counts in the cell
 * of each, so cells may add up to more than `total`, in which each counts once.
 */
export type RegistryTable = {
  readonly period: string
  readonly rows: TableField
  readonly columns: TableField | null
  /** null as a row or column: not noted. */
  readonly cells: readonly (RegistryCount & { readonly row: string | null; readonly column: string | null })[]
  readonly total: RegistryCount
  /** Entries in `total` whose person refused statistics: what is published leaves them out, and says how many. */
  readonly refusedStatistics: number
  /** The version of the period that was counted; 0 while it was never closed. */
  readonly version: number
}
