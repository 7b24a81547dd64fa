import { requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { cardOf, contactsOf, isCardId, shownCards, teamSpaces } from '#core/commands/houses/card'
import type { Card } from '#core/commands/houses/card'
import { readHolds } from '#core/commands/houses/holds'
import { readHouse } from '#core/commands/houses/team'
import { concatBytes, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { documentIdOf } from '#core/envelopes/batches'
import type { HouseFigures } from '#shared/contract/houses'
import type { Field } from '#shared/records/field'
import { houseFigureRecord } from '#shared/records/houseFigure'
import { profileDocument } from '#shared/records/networkProfile'
import { rowsIn } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { stayRecord } from '#shared/records/stay'
import { dayOf } from '#shared/rules/days'
import { figuresOf, lastMonthBefore, unmetOutcomes, waitingOf } from '#shared/rules/houseFigure'
import type { FigureStay, HouseFigure } from '#shared/rules/houseFigure'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Who may share what is counted of a house, with its card. */
type Sharer = Member & { readonly card: Card; readonly houseCardId: string }

const asSharer = (who: Result<Member>, houseCardId: string): Result<Sharer> => {
  if (!who.ok) return who
  const card = cardOf(who.value.ledger, houseCardId)
  if (!card) return fail('UnknownHouse')
  if (!contactsOf(who.value.root, card).includes(who.value.memberId)) return fail('NotHouseContact')
  if (card.hasTeam === true && !teamSpaces(who.value).has(houseCardId)) return fail('NotHouseTeam')
  return ok({ ...who.value, card, houseCardId })
}

const covered = (label: 'house figure' | 'house party', id: string): string =>
  toHex(hash(concatBytes(utf8(`tejido/1/${label}`), Uint8Array.of(0), utf8(id))).slice(0, 16))

/** A term as it may be shared: what a laptop wrote there that is none is not handed on to everybody. */
const termOr = ({ schema }: Field<string | null>, code: string | null): string | null =>
  schema.safeParse(code).success ? code : null

/** A row of the network's document, and what of it a house says. */
type Row = ValueOf<typeof houseFigureRecord>
type Shared = Omit<Row, 'by' | 'at'>

/**
 * By group, what it is called. A colleague who reads earlier requests of the same case may have called it by one that is not
 * here: then that stands, or two laptops would change it back and forth.
 */
const partiesOf = (
  figures: readonly HouseFigure[],
  known: ReadonlySet<string>,
  there: ReadonlyMap<string, Row>,
): Map<string, string> => {
  const parties = new Map<string, string>()
  for (const { source, group } of figures) {
    const said = there.get(covered('house figure', source))?.party ?? null
    const before = parties.get(group)
    if (said === null || known.has(said)) continue
    if (before === undefined || said < before) parties.set(group, said)
  }
  return parties
}

const named: readonly (keyof Shared)[] = [
  'houseCardId',
  'of',
  'month',
  'length',
  'departureKind',
  'outcome',
  'reason',
  'party',
]

/** What would be shared now: rows that the network has not, or has otherwise, and how many requests wait. */
type ToShare = { readonly rows: ReadonlyMap<string, Shared>; readonly waiting: number }

/** What a house would share until a month. Failure: KeyMissing, before its own document has come. */
const toShare = async (context: Context, on: Sharer, through: string): Promise<Result<ToShare>> => {
  const { documents, ledger, houseCardId } = on
  const space = teamSpaces(on).get(houseCardId)
  const house = space === undefined ? undefined : await readHouse({ ...on, space })
  if (house && !house.ok) return house
  const stays: ReadonlyMap<string, FigureStay> = rowsIn(house?.value.state, 'stays', stayRecord)
  const holds = await readHolds(on, context.now(), houseCardId)
  const profile = await documents.read(documentIdOf(ledger.network, profileDocument))
  const there = rowsIn(profile?.state, 'figures', houseFigureRecord)
  const figures = figuresOf(stays, holds, through)
  const sources = [...stays.keys(), ...holds.map(({ holdId }) => holdId)]
  const known = new Set([...sources, ...figures.map(({ group }) => group)].map((id) => covered('house party', id)))
  const parties = partiesOf(figures, known, there)
  const rows = new Map<string, Shared>()
  for (const { source, group, departureKind, reason, ...rest } of figures) {
    const id = covered('house figure', source)
    const row: Shared = {
      ...rest,
      houseCardId,
      departureKind: termOr(houseFigureRecord.fields.departureKind, departureKind),
      reason: termOr(houseFigureRecord.fields.reason, reason),
      party: parties.get(group) ?? covered('house party', group),
    }
    const before = there.get(id)
    if (!before || named.some((name) => before[name] !== row[name])) rows.set(id, row)
  }
  return ok({ rows, waiting: waitingOf(holds, through) })
}

const lastMonth = (context: Context): string => lastMonthBefore(dayOf(context.now().toISOString()))

/** The last month that a card says was shared: one that is not over was written by nobody's laptop that keeps to this. */
const throughOf = ({ figuresThrough }: Card, last: string): string | null =>
  figuresThrough !== null && /^\d{4}-\d\d$/.test(figuresThrough) && figuresThrough <= last ? figuresThrough : null

/** What is written when a house shares until a month. `figuresThrough`: what its card says then; undefined where it says so already. */
type Sharing = { readonly rows: ToShare['rows']; readonly figuresThrough: string | undefined }

/** What sharing would write. Failures: NotHouseContact · NotHouseTeam · MonthNotOver · RequestsWait · UnknownHouse · KeyMissing. */
export const sharing = async (context: Context, houseCardId: string, through: string): Promise<Result<Sharing>> => {
  const on = asSharer(requireWriter(context), houseCardId)
  if (!on.ok) return on
  const last = lastMonth(context)
  if (through > last) return fail('MonthNotOver')
  const found = await toShare(context, on.value, through)
  if (!found.ok) return found
  if (found.value.waiting > 0) return fail('RequestsWait')
  const before = throughOf(on.value.card, last)
  const isFurther = before === null || before < through
  return ok({ rows: found.value.rows, figuresThrough: isFurther ? through : undefined })
}

/** What a house shared, and what it would share now, as a view shows it. */
export const figuresView = async (context: Context, houseCardId: string, card: Card): Promise<HouseFigures> => {
  const last = lastMonth(context)
  const through = throughOf(card, last)
  const on = asSharer(requireMember(context), houseCardId)
  const found = on.ok ? await toShare(context, on.value, last) : on
  if (!found.ok) return { through, mayShare: on.ok, next: null }
  const rows = [...found.value.rows.values()]
  const requests = rows.filter(({ of }) => of === 'request')
  const { waiting } = found.value
  const isNothing = rows.length === 0 && waiting === 0 && through === last
  const next = {
    through: last,
    stays: rows.length - requests.length,
    requests: requests.length,
    unmet: requests.filter(({ outcome }) => unmetOutcomes.includes(outcome ?? '')).length,
    waiting,
  }
  return { through, mayShare: true, next: isNothing ? null : next }
}

/** Of the houses on the board, of one country or of all, how many shared until a month. */
export const housesShared = async (
  context: Context,
  member: Member,
  through: string,
  country: string | null,
): Promise<{ readonly shared: number; readonly of: number }> => {
  const last = lastMonth(context)
  const cards = [...(await shownCards(member))].filter(
    ([id, card]) => isCardId(id) && card.status !== 'compromised' && (country === null || card.country === country),
  )
  return { shared: cards.filter(([, card]) => (throughOf(card, last) ?? '') >= through).length, of: cards.length }
}
