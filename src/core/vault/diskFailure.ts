import type { FailureType } from '#shared/errors'
import { fail, ok, type Result } from '#shared/result'

/** The failures of a disk by the code of Node (`ENOSPC`) or of SQLite (`SQLITE_FULL`, also longer: `SQLITE_IOERR_READ`). */
const failureOfCode = (code: string): FailureType | undefined => {
  if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(code)) return 'DiskFull'
  if (['EROFS', 'EACCES', 'EPERM'].includes(code) || code.startsWith('SQLITE_READONLY')) return 'VaultReadOnly'
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code)) return 'VaultNotAFolder'
  if (code === 'EIO' || code.startsWith('SQLITE_IOERR')) return 'DiskFailed'
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return 'VaultDamaged'
  return undefined
}

/** The stable code of an error of Node or SQLite, or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/**
 * The failure behind an error, looking also at its causes: when the disk fills inside a transaction SQLite rolls back
 * by itself, the binding's own ROLLBACK then fails, and the true error is only the cause of that one.
 */
export const diskFailureOf = (error: unknown): FailureType | undefined => {
  const code = codeOf(error)
  const failure = code === undefined ? undefined : failureOfCode(code)
  if (failure) return failure
  return error instanceof Error && error.cause !== undefined ? diskFailureOf(error.cause) : undefined
}

/**
 * Runs work on the disk and turns what a disk can be expected to do into a failure: DiskFull, VaultReadOnly, DiskFailed,
 * or VaultDamaged when a page read later is not what was written. Any other error is a bug and is thrown again.
 * Work that is a transaction has been rolled back. A quota counts as full only where the system says EDQUOT to Node;
 * SQLite reports it as DiskFailed.
 */
export const withDisk = <T>(work: () => T): Result<T> => {
  try {
    return ok(work())
  } catch (error) {
    const type = diskFailureOf(error)
    if (type === undefined) throw error
    return fail(type)
  }
}

/** As tryOnDisk, for work that waits for the disk. */
export const awaitDisk = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
  try {
    return await work()
  } catch (error) {
    const type = diskFailureOf(error)
    if (type === undefined) throw error
    return fail(type)
  }
}

/** As withDisk, for work that has expected failures of its own. */
export const tryOnDisk = <T>(work: () => Result<T>): Result<T> => {
  const done = withDisk(work)
  return done.ok ? done.value : done
}
