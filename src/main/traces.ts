import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Files by which a second start finds the first one; they go with the first one's end. */
const instanceLock = /^(Singleton|lockfile$)/

/** Where Chromium leaves them: beside the vault, so that they go where it goes; elsewhere when nothing can be written there. */
export const tracesFolder = (vault: string): string => {
  const folder = join(vault, 'window')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  } catch {
    return mkdtempSync(join(tmpdir(), 'window-'))
  }
}

/**
 * Empties the folder where Chromium leaves caches and lists, at start and at the end (docs/threat-model.md, row 18).
 * Nothing of the app's own lives there. A file that the system still holds is left for the next start.
 */
export const wipeTraces = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    if (instanceLock.test(name)) continue
    try {
      rmSync(join(folder, name), { recursive: true, force: true })
    } catch {
      // held by a process that is still ending
    }
  }
}
