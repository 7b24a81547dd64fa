import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { unpackChromium } from './browser'

const root = join(import.meta.dirname, '../..')
/** Folders whose tests need no build; all others run it, or its worker for foreign bytes. */
const unbuilt = ['shared', 'main', 'renderer']

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  )

const builtAt = (): number => {
  const files = ['main/index.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html']
  return Math.min(...files.map((file) => statSync(join(root, 'out', file), { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

/** What the run was narrowed to: parts of paths of tests. None means all. */
const filters = process.argv.slice(2).filter((argument) => argument.includes('test') || argument.includes('/'))
const needsBuild =
  filters.length === 0 || filters.some((filter) => !unbuilt.some((folder) => filter.includes(`test/${folder}/`)))
const needsBrowser =
  filters.length === 0 || filters.some((filter) => filter.includes('e2e') || 'test/e2e/'.startsWith(filter))

/** Before any test: a build no older than the sources, and Chromium unpacked once rather than by two workers at once. */
export const setup = async (): Promise<void> => {
  const ready = process.env.TEJIDO_OUT !== undefined
  if (!ready && needsBuild && builtAt() < newest(join(root, 'src'))) {
    const { status } = spawnSync('npm', ['run', '-s', 'build'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    if (status !== 0) throw new Error('the build failed')
  }
  if (needsBrowser) await unpackChromium()
}
