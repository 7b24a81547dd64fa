// A fold is a function of the set: no order of arrival changes it, nor what is judged on the way.
import { parents } from './envelope.mjs'
import { Log } from './log.mjs'
import { randomFrom, shuffle } from './random.mjs'
import { judgements, view } from './view.mjs'

export const logOf = (envelopes) => {
  const log = new Log()
  for (const e of envelopes) log.add(e)
  return log
}

const textOf = (log, spaces) => JSON.stringify(view(log, spaces))

/** A random part of the envelopes that holds the past of each. */
const closedPart = (random, envelopes) => {
  const byId = new Map(envelopes.map((e) => [e.id, e]))
  const part = new Set()
  const take = (e) => {
    if (!e || part.has(e)) return
    part.add(e)
    for (const id of parents(e)) take(byId.get(id))
  }
  for (const e of shuffle(random, envelopes).slice(0, Math.ceil(envelopes.length * random()))) take(e)
  return [...part]
}

/** true, or what differed. Partial delivery, too: who holds the same part says the same, and the rest makes it whole. */
export const sameInEveryOrder = (history, orders, seed = 1) => {
  const random = randomFrom(seed)
  const { envelopes, spaces } = history
  const wanted = textOf(logOf(envelopes), spaces)
  const judged = new Map()
  for (let k = 0; k < orders; k++) {
    const log = new Log()
    const stop = Math.floor(random() * envelopes.length)
    shuffle(random, envelopes).forEach((e, i) => {
      log.add(e)
      if (i === stop) log.state()
    })
    if (textOf(log, spaces) !== wanted) return 'folds differ'
    for (const [id, auth] of judgements(log)) {
      const text = JSON.stringify(auth)
      if (judged.has(id) && judged.get(id) !== text) return `the judgement of ${id} changed`
      judged.set(id, text)
    }
  }
  const part = closedPart(random, envelopes)
  const one = logOf(shuffle(random, part))
  const other = logOf(shuffle(random, part))
  if (textOf(one, spaces) !== textOf(other, spaces)) return 'partial folds differ'
  for (const e of shuffle(random, envelopes)) one.add(e)
  return textOf(one, spaces) === wanted ? true : 'a partial fold brought to the whole differs'
}
