export type { Cell, Hidden, Publication, Table, Unit } from '#shared/rules/publication'
