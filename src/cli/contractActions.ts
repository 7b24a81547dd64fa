import { text as readAll } from 'node:stream/consumers'
import process from 'node:process'
import type { Action } from '#cli/action'
import { tell, withEngine } from '#cli/withEngine'
import type { CommandName } from '#shared/contract/commands'
import type { QueryName } from '#shared/contract/queries'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The largest input on the command line or stdin, in UTF-16 units. */
const largest = 1_048_576
/** How deep JSON may nest: our deepest input has five levels. */
const deepest = 64

const depthOf = (json: string): number => {
  let [depth, most, inText] = [0, 0, false]
  for (let i = 0; i < json.length; i++) {
    const c = json[i]
    if (inText) {
      if (c === '\\') i++
      else if (c === '"') inText = false
    } else if (c === '"') inText = true
    else if (c === '{' || c === '[') most = Math.max(most, ++depth)
    else if (c === '}' || c === ']') depth--
  }
  return most
}

/** An input: JSON as an argument, or `-` for stdin; undefined when it is left out. */
const readInput = async (given: string | undefined): Promise<Result<unknown>> => {
  if (given === undefined) return ok(undefined)
  const json = given === '-' ? await readAll(process.stdin) : given
  if (json.length > largest) return fail('InputTooLarge')
  if (depthOf(json) > deepest) return fail('BadInput', { field: 'JSON' })
  try {
    return ok(JSON.parse(json) as unknown)
  } catch {
    return fail('BadInput', { field: 'JSON' })
  }
}

/** `tejido call NAME JSON|-` */
export const runCall: Action = async (given, output) => {
  const [, name, json, ...more] = given.words
  if (name === undefined || more.length > 0) return fail('WrongUsage')
  const input = await readInput(json)
  if (!input.ok) return input
  return withEngine(
    given,
    async (engine) => tell(output, await engine.call(name, input.value ?? {}), (value) => output.view(value)),
    { overAll: name === ('network.choose' satisfies CommandName) },
  )
}

/** `tejido query NAME [JSON|-]` */
export const runQuery: Action = async (given, output) => {
  const [, name, json, ...more] = given.words
  if (name === undefined || more.length > 0) return fail('WrongUsage')
  const input = await readInput(json)
  if (!input.ok) return input
  return withEngine(
    given,
    async (engine) => tell(output, await engine.query(name, input.value), (value) => output.view(value)),
    { overAll: name === ('network.list' satisfies QueryName) },
  )
}
