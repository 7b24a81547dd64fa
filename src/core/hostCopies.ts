import { statSync } from 'node:fs'
import { restoreBackup } from '#core/commands/backup'
import type { Engine } from '#core/createEngine'
import { createWriting } from '#core/hostWriting'
import { tryOnDisk } from '#core/vault/diskFailure'
import type { OwnDataWritten } from '#shared/contract/host'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * Asks for a file in the system's own box: a new one for a backup, for own data or for a parcel, or one to restore or open.
 * null: none was chosen.
 */
export type ChooseFile = (what: 'backup' | 'ownData' | 'restore' | 'parcel' | 'openParcel') => Promise<string | null>

/** The backups of one vault: what is written and what is read goes where the system's box, or who writes a path, says. */
export const createCopies = (vault: string, chooseFile: ChooseFile | undefined) => {
  const writing = createWriting<{ readonly bytes: number }>(chooseFile && (() => chooseFile('backup')))
  return {
    ...writing,
    begin: (engine: Engine, place: string | null): Result<null> =>
      writing.begin(place, async (file, going) => {
        const made = await engine.backUp(file, going)
        return made.ok ? tryOnDisk(() => ok({ bytes: statSync(file).size })) : made
      }),
    async restore(place: string | null, passphrase: string): Promise<Result<null>> {
      if (place === null && !chooseFile) return fail('BadInput')
      const file = place ?? (await chooseFile?.('restore')) ?? null
      if (file === null) return fail('Cancelled')
      const restored = await restoreBackup(vault, file, passphrase)
      return restored.ok ? ok(null) : restored
    },
  }
}

/** Files of own data. The passphrase of one is held while it is written, and nowhere else. */
export const createOwnData = (chooseFile: ChooseFile | undefined) => {
  const writing = createWriting<OwnDataWritten>(chooseFile && (() => chooseFile('ownData')))
  return {
    ...writing,
    begin: (engine: Engine, place: string | null, passphrase: string): Result<null> =>
      writing.begin(place, (file, going) => engine.exportOwnData(file, passphrase, going)),
  }
}
