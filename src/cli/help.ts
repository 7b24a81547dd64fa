import type { Action } from '#cli/action'
import { contractAsJsonSchema } from '#shared/contract/jsonSchema'
import { fail, ok } from '#shared/result'

/** `tejido help [NAME]`: the contract. Needs neither vault nor passphrase. */
export const runHelp: Action = (given, output) => {
  const [, name] = given.words
  const contract = contractAsJsonSchema()
  if (name !== undefined) {
    const schema = Object.entries({ ...contract.commands, ...contract.queries }).find(([known]) => known === name)?.[1]
    if (schema === undefined) return Promise.resolve(fail('UnknownName'))
    output.line(JSON.stringify(schema, null, 2))
    output.value({ [name]: schema })
    return Promise.resolve(ok(undefined))
  }
  output.words('usage')
  output.line('')
  output.words('commands')
  for (const known of Object.keys(contract.commands)) output.line(`  ${known}`)
  output.words('queries')
  for (const known of Object.keys(contract.queries)) output.line(`  ${known}`)
  output.value(contract)
  return Promise.resolve(ok(undefined))
}
