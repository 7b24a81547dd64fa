import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { unpackChromium } from './browser'

const root = join(import.meta.dirname, '../..')
/** Folders whose tests run the build. */
const built = ['e2e', 'scenarios', 'contracts', 'cli']

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

/** Whether this run has a test in one of `folders`: no filter means all, a filter is part of a path. */
const runs = (folders: readonly string[]): boolean => {
  const filters = process.argv.slice(2).filter((argument) => argument.includes('test') || argument.includes('/'))
  const paths = folders.map((folder) => `test/${folder}/`)
  return (
    filters.length === 0 ||
    filters.some((filter) => paths.some((path) => filter.includes(path) || path.includes(filter)))
  )
}

/** Before any test: a build no older than the sources, and Chromium unpacked once rather than by two workers at once. */
export const setup = async (): Promise<void> => {
  const ready = process.env.TEJIDO_OUT !== undefined
  if (!ready && runs(built) && builtAt() < newest(join(root, 'src'))) {
    const { status } = spawnSync('npm', ['run', '-s', 'build'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    if (status !== 0) throw new Error('the build failed')
  }
  if (runs(['e2e'])) await unpackChromium()
}
