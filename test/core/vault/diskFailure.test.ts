import { describe, expect, it } from 'vitest'
import { withDisk } from '#core/vault/diskFailure'

describe('withDisk', () => {
  it('throws a bug again', () => {
    const bug = new TypeError('bug')
    expect(() =>
      withDisk(() => {
        throw bug
      }),
    ).toThrow(bug)
  })

  it.each([
    ['EDQUOT', 'DiskFull'],
    ['EIO', 'DiskFailed'],
    ['SQLITE_IOERR_FSYNC', 'DiskFailed'],
    ['EACCES', 'VaultReadOnly'],
    ['SQLITE_READONLY_DBMOVED', 'VaultReadOnly'],
    ['SQLITE_CORRUPT', 'VaultDamaged'],
  ])('calls %s %s', (code, type) => {
    const inner = Object.assign(new Error('x'), { code })
    for (const error of [inner, new Error('rolled back', { cause: inner })]) {
      const result = withDisk(() => {
        throw error
      })
      expect(result).toEqual({ ok: false, error: { type } })
    }
  })
})
