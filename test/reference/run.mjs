// node test/reference/run.mjs [--seeds N] [--from seed] [-v]   plays everything, prints what fails and a count
import { attackHistory } from './attackHistory.mjs'
import { honestHistory } from './honestHistory.mjs'
import { sameInEveryOrder } from './orderFree.mjs'
import { scenarios } from './scenarios.mjs'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const from = option('--from', 1)
const seeds = option('--seeds', 100)
const orders = 4
let passed = 0
let failed = 0

/** A history is good if its outcome is true and every order of arrival gives the same. */
const check = (name, play) => {
  let result
  try {
    result = play()
  } catch (error) {
    result = error.stack
  }
  if (result === true) passed++
  else failed++
  if (result !== true) console.log(`FAIL ${name}: ${result}`)
  else if (process.argv.includes('-v')) console.log(`ok   ${name}`)
}

for (const { name, run } of scenarios) {
  check(name, () => {
    const history = run()
    return history.ok === true ? sameInEveryOrder(history, orders) : 'is not so'
  })
}
for (const [kind, make] of Object.entries({ honest: honestHistory, attack: attackHistory })) {
  const began = performance.now()
  for (let seed = from; seed < from + seeds; seed++) {
    check(`${kind} history ${seed}`, () => {
      const history = make(seed)
      return history.outcome === true ? sameInEveryOrder(history, orders, seed) : history.outcome
    })
  }
  console.log(`${kind}: ${seeds} histories in ${Math.round(performance.now() - began)} ms`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
