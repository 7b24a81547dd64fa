// `npm test`: every check, in order, stopping at the first that fails. Prints how long each took.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const steps = [
  ['types', 'npx', ['tsc', '-b']],
  ['lint', 'npx', ['eslint', '.']],
  ['format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['layers', 'npx', ['depcruise', 'src', 'test', '--config', '.dependency-cruiser.cjs']],
  ['dead code', 'npx', ['knip']],
  ['build', 'npm', ['run', '-s', 'build']],
  ['tests', 'npx', ['vitest', 'run', ...process.argv.slice(2)]],
]

let failed = 0
let passed = 0
for (const [name, command, args] of steps) {
  const start = Date.now()
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  process.stdout.write(
    `${status === 0 ? 'ok    ' : 'FAILED'} ${name} · ${((Date.now() - start) / 1000).toFixed(1)} s\n`,
  )
  if (status === 0) passed += 1
  else {
    failed += 1
    break
  }
}
process.stdout.write(`checks: ${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
