import { putRow } from '#core/commands/editRows'
import { newRowId } from '#core/commands/newIds'
import { editRegistry } from '#core/commands/registry/periods'
import type { InRegistry } from '#core/commands/registry/inRegistry'
import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { documentIdOf } from '#core/envelopes/batches'
import { registryDocument, registrySpec } from '#shared/records/registry'
import { rowsIn } from '#shared/records/record'
import { normalisedPerson } from '#shared/rules/registry'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const { secrets } = registrySpec.parts

/** The secret that holds: of those that were ever made, the one with the least id that is 32 bytes in hex. */
const secretOf = async ({ documents }: InRegistry, space: string): Promise<string | undefined> => {
  const read = await documents.read(documentIdOf(space, registryDocument))
  return [...rowsIn(read?.state, 'secrets', secrets.record)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { value }]) => String(value))
    .find((value) => /^[0-9a-f]{64}$/.test(value))
}

const keptSecret = async (on: InRegistry): Promise<Result<string>> => {
  const known = await secretOf(on, on.space)
  if (known !== undefined) return ok(known)
  const value = toHex(randomBytes(32))
  const done = await editRegistry(on, (doc) => putRow(doc, 'secrets', secrets, newRowId(), { value }))
  return done.ok ? ok(value) : done
}

/** Makes keys from names; the names are kept nowhere. */
export type PersonKeys = (name: string) => string

/**
 * Keys of persons in the registry: 16 bytes of BLAKE2b over the normalised name, keyed with the registry's secret, in hex.
 * Who has no place in the registry cannot try names against them; its team can, and is trusted with that.
 */
export const personKeys = async (on: InRegistry): Promise<Result<PersonKeys>> => {
  const secret = await keptSecret(on)
  if (!secret.ok) return secret
  const key = fromHex(secret.value)
  return ok((name) =>
    toHex(hash(concatBytes(utf8('tejido/1/registry person\0'), utf8(normalisedPerson(name))), 16, key)),
  )
}

/** Whether a key can be made of what was given as a name. Failures: BadInput. */
export const checkPerson = (person: string | undefined): Result<unknown> =>
  person !== undefined && normalisedPerson(person) === '' ? fail('BadInput', { field: 'person' }) : ok(undefined)
