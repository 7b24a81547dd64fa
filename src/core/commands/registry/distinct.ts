import { putRow } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { rowsOf } from '#core/commands/listRows'
import { findEntry, writesRegistry } from '#core/commands/registry/inRegistry'
import type { InRegistry } from '#core/commands/registry/inRegistry'
import { editRegistry } from '#core/commands/registry/periods'
import { concatBytes, fromHex, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { distinctRecord, registrySpec } from '#shared/records/registry'
import { fail } from '#shared/result'

/** Two entries in one order, so that a pair is the same pair whoever names it. */
const inOrder = (a: string, b: string): readonly [string, string] => (a < b ? [a, b] : [b, a])

/** A pair as one text. */
export const pairOf = (a: string, b: string): string => inOrder(a, b).join(' ')

/** Pairs that somebody looked at and found to be two. */
export const distinctPairs = (on: InRegistry): ReadonlySet<string> =>
  new Set(
    on.spaces
      .flatMap((space) => rowsOf(on, distinctRecord, space))
      .flatMap(({ values: { a, b } }) => (a === null || b === null ? [] : [pairOf(a, b)])),
  )

/** Commands on pairs of entries. */
export const distinctCommands = {
  'registry.markDistinct': async (context, { a, b }) => {
    const on = writesRegistry(context)
    if (!on.ok) return on
    if (a === b) return fail('BadInput', { field: 'b' })
    for (const id of [a, b]) {
      const found = await findEntry(on.value, id)
      if (!found.ok) return found
    }
    const [first, second] = inOrder(a, b)
    // the pair's own id: two who say it apart write one row
    const id = toHex(hash(concatBytes(fromHex(first), fromHex(second)), 16))
    const row = { a: first, b: second, by: on.value.memberId, at: context.now().toISOString() }
    return editRegistry(on.value, (doc) => putRow(doc, 'distinct', registrySpec.parts.distinct, id, row))
  },
} satisfies Partial<CommandHandlers>
