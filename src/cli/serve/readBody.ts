import type { IncomingMessage } from 'node:http'
import { requestLimit } from '#shared/contract/wire'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The body of a request as an object. `InputTooLarge` over 1 MiB, read no further; `BadInput` for all that is not a JSON object. */
export const readBody = async (request: IncomingMessage): Promise<Result<Record<string, unknown>>> => {
  if (Number(request.headers['content-length'] ?? 0) > requestLimit)
    return fail('InputTooLarge', { limit: requestLimit })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > requestLimit) return fail('InputTooLarge', { limit: requestLimit })
    chunks.push(chunk)
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) || '{}')
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('BadInput')
    return ok(value as Record<string, unknown>)
  } catch {
    return fail('BadInput')
  }
}
