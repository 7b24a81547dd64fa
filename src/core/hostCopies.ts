import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { restoreBackup } from '#core/commands/backup'
import type { Engine } from '#core/createEngine'
import { createFollowed } from '#core/hostState'
import { tryOnDisk } from '#core/vault/diskFailure'
import type { CopyState } from '#shared/contract/host'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Asks for a file in the system's own box: a new one for a backup or a parcel, or one to restore or open. null: none was chosen. */
export type ChooseFile = (what: 'backup' | 'restore' | 'parcel' | 'openParcel') => Promise<string | null>

/** Why a backup ends that nobody cancelled. */
const locked = Symbol('locked')

/** The backups of one vault: what is written and what is read goes where the system's box, or who writes a path, says. */
export const createCopies = (vault: string, chooseFile: ChooseFile | undefined) => {
  const state = createFollowed<CopyState>({ phase: 'idle' })
  let underWay: { readonly cancel: AbortController; over: Promise<void> } | null = null

  const write = async (engine: Engine, place: string | null, signal: AbortSignal): Promise<void> => {
    const tell = (next: CopyState): void => {
      if (signal.reason !== locked) state.set(next)
    }
    if (place === null) tell({ phase: 'choosing' })
    const file = place ?? (await chooseFile?.('backup')) ?? null
    if (file === null || signal.aborted) {
      tell({ phase: 'idle' })
      return
    }
    let told = 0
    const onShare = (share: number): void => {
      if (share < told + 0.01) return // each is a message to the window
      told = share
      tell({ phase: 'writing', share })
    }
    tell({ phase: 'writing', share: 0 })
    try {
      const made = await engine.backUp(file, { onShare, signal })
      const size = made.ok ? tryOnDisk(() => ok(statSync(file).size)) : made
      tell({ phase: 'over', result: size.ok ? ok({ name: basename(file), bytes: size.value }) : size })
    } catch {
      tell({ phase: 'over', result: fail('Unexpected') })
    }
  }

  return {
    state,
    begin(engine: Engine, place: string | null): Result<null> {
      if (place === null && !chooseFile) return fail('BadInput')
      if (underWay) return fail('AlreadySo')
      const cancel = new AbortController()
      const over = write(engine, place, cancel.signal).finally(() => {
        underWay = null
      })
      underWay = { cancel, over }
      return ok(null)
    },
    /** What was chosen until then is not written; what was written is taken away. */
    cancel: (): void => underWay?.cancel.abort(),
    /** Cancels because the vault closes, and waits until nothing of it is left; what becomes of it is told to nobody. */
    async end(): Promise<void> {
      underWay?.cancel.abort(locked)
      await underWay?.over
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
