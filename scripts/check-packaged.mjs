// `node scripts/check-packaged.mjs [FOLDER]`: what has to hold of a packaged app (docs/packaging.md). FOLDER is what
// electron-builder left, `dist/linux-unpacked` where none is named. Ends with 1 when a check failed, with 0 when none did:
// what could not be checked here is listed, and is for a machine where it can be.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileChecks, isFolder, isProgram, partsOf } from './packaged-app.mjs'
import { onlyOnLinux, runChecks } from './packaged-run.mjs'

const say = (line) => process.stdout.write(`${line}\n`)
const usual = isFolder('dist') ? readdirSync('dist').find((name) => /-unpacked$|^mac/.test(name)) : undefined
const folder = process.argv[2] ?? join('dist', usual ?? 'linux-unpacked')

/** Why the app cannot be started here, or null. */
const whyNotStarted = ({ binary, system }) => {
  if (!isProgram(binary)) return "Electron's own binary is not in it"
  if (system !== process.platform) return `it is for ${system}`
  if (system === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no screen (try xvfb-run)'
  return process.getuid?.() === 0 ? 'it does not run as root' : null
}

if (!isFolder(folder)) {
  process.stderr.write(`no packaged app in ${folder}: npm run pack -- --dir\n`)
  process.exitCode = 2
} else {
  const checks = fileChecks(folder)
  const parts = partsOf(folder)
  const why = whyNotStarted(parts)
  if (why === null) checks.push(...(await runChecks(parts.binary)))
  let failed = 0
  const left = []
  for (const { name, problems } of checks) {
    if (problems === undefined) left.push([name, 'this system has nothing of it'])
    else {
      say(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name}`)
      for (const problem of problems) say(`         ${problem}`)
      if (problems.length > 0) failed += 1
    }
  }
  if (why !== null)
    for (const name of ['it refuses inspection, remote debugging and TEJIDO_KDF', 'it starts', ...onlyOnLinux])
      left.push([name, why])
  else if (parts.system !== 'linux') for (const name of onlyOnLinux) left.push([name, 'looked at on Linux only'])
  for (const [name, reason] of left) say(`not checked: ${name} (${reason})`)
  say(
    `checks: ${checks.filter(({ problems }) => problems?.length === 0).length} passed, ${failed} failed, ${left.length} not checked`,
  )
  process.exitCode = failed > 0 ? 1 : 0
}
