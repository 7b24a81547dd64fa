import { LocalFailure } from '#core/sync/exchange'
import { codeOf, diskFailureOf } from '#core/vault/diskFailure'
import type { Failure, FailureType } from '#shared/errors'

/** Why a parcel is not read or written; caught where the carrier ends. */
export class ParcelFault extends Error {
  override readonly name = 'ParcelFault'
  readonly failure: Failure
  constructor(type: FailureType, detail?: Failure['detail']) {
    super(type)
    this.failure = detail ? { type, detail } : { type }
  }
}

const missing = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP']
/** What a stick says that was pulled out, or a share that went. */
const gone = ['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'ETIMEDOUT', 'EBUSY', 'EISDIR']

const codes = (list: readonly string[], type: FailureType): Record<string, FailureType> =>
  Object.fromEntries(list.map((code) => [code, type]))

const readCodes = codes([...missing, ...gone, 'EACCES', 'EPERM'], 'ParcelUnreadable')
const writeCodes: Readonly<Record<string, FailureType>> = {
  ...codes(missing, 'FolderMissing'),
  ...codes(gone, 'ParcelUnwritable'),
  ENOSPC: 'DiskFull',
  EDQUOT: 'DiskFull',
  EROFS: 'FolderReadOnly',
  EACCES: 'FolderReadOnly',
  EPERM: 'FolderReadOnly',
  EEXIST: 'FileExists',
  EFBIG: 'ParcelTooLarge', // an old stick takes no file of 4 GB
}

/** The failure behind what was thrown while a parcel was read or written; a bug is thrown again. */
export const parcelFailure = (error: unknown, act: 'read' | 'write'): Failure => {
  if (error instanceof ParcelFault) return error.failure
  if (error instanceof LocalFailure) return { type: error.kind }
  const code = codeOf(error) ?? ''
  const type = (act === 'read' ? readCodes : writeCodes)[code] ?? diskFailureOf(error)
  if (type === undefined) throw error
  return { type }
}
