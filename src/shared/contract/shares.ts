/** Somebody who may open a case. */
export type CaseReader = {
  readonly memberId: string
  readonly alias: string
  readonly owner: boolean
  /** Three holders of shares gave her theirs, for the reason that she gave. */
  readonly brokeGlass?: true
  readonly reason?: string
}
/** Shares of one key of one case, given on one day. */
export type ShareSet = {
  readonly setId: string
  readonly byAlias: string
  /** This laptop holds one of them. */
  readonly mine: boolean
  /** For coordinators who were told, and for the team. */
  readonly caseCode: string | null
  /** Later shares of the same case are known here: these open only what was written until then. */
  readonly replaced: boolean
  readonly asks: readonly {
    readonly askId: string
    readonly byAlias: string
    readonly reason: string
    /** How many holders gave. */
    readonly given: number
  }[]
}
/** Who holds shares of a case. */
export type CaseShares = {
  readonly setId: string
  readonly holders: readonly { readonly memberId: string; readonly alias: string }[]
  /** They do not open what is written now, or not all five can give theirs. */
  readonly stale: boolean
}
