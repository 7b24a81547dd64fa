import type { Failure } from '#shared/errors'

/** What every function of shared and core that can be expected to fail returns. A bug throws instead. */
export type Result<T, E extends Failure = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** A success that carries `value`. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

/** An expected failure of type `type`; `detail` may hold limits, positions and field names, never content. */
export const fail = (type: Failure['type'], detail?: Failure['detail']): Result<never> => ({
  ok: false,
  error: detail ? { type, detail } : { type },
})
