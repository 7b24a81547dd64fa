import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeFull } from '#cli/practice/full'
import { makeSmall } from '#cli/practice/small'
import { drawOf } from '#cli/practice/draw'
import { clockAt, phraseFile, Stopped } from '#cli/practice/workshop'
import type { MadeVault, Workshop } from '#cli/practice/workshop'
import { diskFailureOf, tryOnDisk, withDisk } from '#core/vault/diskFailure'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'
import type { Role } from '#shared/rules/role'

/** How much is made: a network to try things in, or the five of the fixture. */
export const practiceScales = ['small', 'full'] as const
/** One of these. */
export type PracticeScale = (typeof practiceScales)[number]

/** A practice vault; `passphraseFile` is what `--passphrase-file` takes. */
export type PracticeVault = {
  readonly path: string
  readonly alias: string
  readonly role: Role
  readonly passphraseFile: string
}

/** About how many pieces of work each takes: only the bar needs it. */
const pieces: Readonly<Record<PracticeScale, number>> = { small: 240, full: 1_012 }

/** All texts and numbers follow from it. */
const seed = 2013

/** A folder to make vaults in: it is made where there is none. Whether it was. Failures: FileExists (a file of that name), FolderNotEmpty. */
const makeRoom = (folder: string): Result<boolean> =>
  tryOnDisk(() => {
    if (existsSync(folder)) {
      if (!statSync(folder).isDirectory()) return fail('FileExists')
      return readdirSync(folder).length === 0 ? ok(false) : fail('FolderNotEmpty')
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return ok(true)
  })

/** Takes away what was made. A disk that does not let go of it was said to have failed already. */
const clear = (paths: readonly string[], folder: string | undefined): void => {
  withDisk(() => {
    for (const path of paths) rmSync(path, { recursive: true, force: true })
    // somebody may have put something into it meanwhile
    if (folder !== undefined && readdirSync(folder).length === 0) rmdirSync(folder)
  })
}

/** From the workshop to where she finds them; the phrase first, so that no vault is there without it. */
const handOut = (workshop: string, folder: string, made: readonly MadeVault[]): PracticeVault[] =>
  made.map(({ folder: name, alias, role }) => {
    const [from, path] = [join(workshop, name), join(folder, name)]
    renameSync(phraseFile(from), phraseFile(path))
    renameSync(from, path)
    return { path, alias, role, passphraseFile: phraseFile(path) }
  })

/**
 * Makes practice vaults in a folder that is empty or not there, a coordinator's first. They are made in a folder inside
 * it and stand in their places only when all are whole; ended early, everything is taken away again.
 * Failures: FileExists (the folder is not empty, or no folder), Cancelled, those of a disk.
 */
export const createPractice = async (
  folder: string,
  scale: PracticeScale,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (part: number) => void },
): Promise<Result<PracticeVault[]>> => {
  const room = makeRoom(folder)
  if (!room.ok) return room
  const workshop = join(folder, '.sin-terminar')
  let done = 0
  const shop: Workshop = {
    folder: workshop,
    clock: clockAt(scale === 'small' ? new Date() : new Date('2013-11-25T15:00:00Z')),
    draw: drawOf(seed),
    opened: [],
    step() {
      if (signal.aborted) throw new Stopped({ type: 'Cancelled' })
      onProgress(Math.min(1, done++ / pieces[scale]))
    },
  }
  let made: readonly MadeVault[] = []
  let isWhole = false
  try {
    mkdirSync(workshop, { mode: 0o700 })
    made = await (scale === 'small' ? makeSmall(shop) : makeFull(shop))
    for (const hand of shop.opened) await hand.lock()
    shop.step()
    const vaults = handOut(workshop, folder, made)
    isWhole = true
    onProgress(1)
    return ok(vaults)
  } catch (error) {
    if (error instanceof Stopped) return { ok: false, error: error.failure }
    const type = diskFailureOf(error)
    if (type === undefined) throw error
    return fail(type)
  } finally {
    for (const hand of shop.opened) await hand.lock()
    const handedOut = made.flatMap(({ folder: name }) => [join(folder, name), phraseFile(join(folder, name))])
    clear([workshop, ...(isWhole ? [] : handedOut)], !isWhole && room.value ? folder : undefined)
  }
}
