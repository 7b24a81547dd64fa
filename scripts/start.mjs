// `npm start`: the app in its window where Electron's binary is on this machine, and in the browser where it is not.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

const root = join(import.meta.dirname, '..')
const given = process.argv.slice(2)

/** Whether the sources are younger than the build, or there is none. */
const isBuildOld = () => {
  const made = ['main/index.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html'].map(
    (file) => statSync(join(root, 'out', file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  )
  const oldest = Math.min(...made)
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).some(
    (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > oldest,
  )
}

/** Electron's binary, or null. Its npm package is not imported: that would try to download it. */
const findElectron = () => {
  const named = process.env.ELECTRON_EXEC_PATH
  if (named) return existsSync(named) ? named : null
  const folder = join(root, 'node_modules/electron')
  const inside = existsSync(join(folder, 'path.txt'))
    ? readFileSync(join(folder, 'path.txt'), 'utf8').trim()
    : 'electron'
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), inside)
  return existsSync(binary) ? binary : null
}

// the tests have built already, and run what is built while this runs
if (process.env.TEJIDO_BUILT !== '1' && isBuildOld()) {
  const { status } = spawnSync('npm', ['run', '-s', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

const electron = findElectron()
if (!electron)
  process.stderr.write(
    (process.env.LANG ?? '').startsWith('en')
      ? 'The desktop window (Electron) is not on this machine, so the app opens in the browser.\n'
      : 'La ventana de escritorio (Electron) no está en esta computadora: la aplicación se abre en el navegador.\n',
  )
const [program, args] = electron
  ? [electron, [root, ...given]]
  : [process.execPath, [join(root, 'out/main/cli.js'), 'serve', ...given]]
const child = spawn(program, args, { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
