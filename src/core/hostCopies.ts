import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { restoreBackup } from '#core/commands/backup'
import type { Engine } from '#core/createEngine'
import { createFollowed } from '#core/hostState'
import { tryOnDisk } from '#core/vault/diskFailure'
import type { CopyState } from '#shared/contract/host'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Asks for a file in the system's own box: a new one for a backup, or one to restore. null: none was chosen. */
export type ChooseFile = (what: 'backup' | 'restore') => Promise<string | null>

/** The backups of one vault: what is written and what is read goes where the system's box, or who writes a path, says. */
export const createCopies = (vault: string, chooseFile: ChooseFile | undefined) => {
  const state = createFollowed<CopyState>({ phase: 'idle' })
  let isUnderWay = false

  const write = async (engine: Engine, place: string | null): Promise<void> => {
    if (place === null) state.set({ phase: 'choosing' })
    const file = place ?? (await chooseFile?.('backup')) ?? null
    if (file === null) {
      state.set({ phase: 'idle' })
      return
    }
    state.set({ phase: 'writing' })
    const made = await engine.backUp(file)
    const size = made.ok ? tryOnDisk(() => ok(statSync(file).size)) : made
    state.set({ phase: 'over', result: size.ok ? ok({ name: basename(file), bytes: size.value }) : size })
  }

  return {
    state,
    begin(engine: Engine, place: string | null): Result<null> {
      if (place === null && !chooseFile) return fail('BadInput')
      if (isUnderWay) return fail('AlreadySo')
      isUnderWay = true
      void write(engine, place)
        .catch(() => state.set({ phase: 'over', result: fail('Unexpected') }))
        .finally(() => {
          isUnderWay = false
        })
      return ok(null)
    },
    async restore(place: string | null, passphrase: string): Promise<Result<null>> {
      if (place === null && !chooseFile) return fail('BadInput')
      const file = place ?? (await chooseFile?.('restore')) ?? null
      if (file === null) return fail('Cancelled')
      const restored = await restoreBackup(vault, file, passphrase)
      return restored.ok ? ok(null) : restored
    },
  }
}
