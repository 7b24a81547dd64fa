// `npm test`: every check, stopping at the first round in which one fails. Checks that only read run beside each other, for two
// cores. Prints how long each took.
import { spawn } from 'node:child_process'
import process from 'node:process'

const rounds = [
  [
    [
      ['lint', 'npx', ['oxlint']],
      ['format', 'npx', ['oxfmt', '--check']],
    ],
    [
      ['types', 'npm', ['run', '-s', 'typecheck']],
      ['layers', 'npx', ['depcruise', 'src', 'test', '--config', '.dependency-cruiser.cjs']],
      ['dead code', 'npx', ['knip']],
      ['build', 'npm', ['run', '-s', 'build']],
    ],
  ],
  [[['tests', 'npx', ['vitest', 'run', ...process.argv.slice(2)]]]],
]

let [passed, failed] = [0, 0]

/** One check; what it says is held back while another runs beside it, so that nobody reads two at once. */
const run = ([name, command, args], isAlone) =>
  new Promise((resolve) => {
    const start = Date.now()
    const said = []
    const child = spawn(command, args, {
      stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => said.push(data))
    child.once('close', (status) => {
      process.stdout.write(Buffer.concat(said))
      process.stdout.write(
        `${status === 0 ? 'ok    ' : 'FAILED'} ${name} · ${((Date.now() - start) / 1000).toFixed(1)} s\n`,
      )
      if (status === 0) passed += 1
      else failed += 1
      resolve(status === 0)
    })
  })

for (const round of rounds) {
  await Promise.all(
    round.map(async (checks) => {
      for (const check of checks) if (!(await run(check, round.length === 1))) return
    }),
  )
  if (failed > 0) break
}
process.stdout.write(`checks: ${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
