// A random history of honest women, partially connected: they do not always know of each other, but nobody lies.
import { keysOf, NETWORK, usable } from './epochs.mjs'
import { boxesOf, Laptop, network, Recorder } from './laptop.mjs'
import { logOf } from './orderFree.mjs'
import { pick, pickWeighted, randomFrom } from './random.mjs'
import { spaceAt } from './space.mjs'
import { verdicts } from './verdicts.mjs'

/**
 * {seed, envelopes, spaces, people, wrote, outcome}; `wrote` are the bundles: {id, space, key, by: the device, out: members
 * whom the author knew to be out}; `outcome` is true or the sentence that is broken.
 */
export const honestHistory = (seed) => {
  const random = randomFrom(seed)
  const world = new Recorder()
  const facilitators = 1 + Math.floor(random() * 5)
  const people = network(world, facilitators, 2 + Math.floor(random() * 4), 1 + Math.floor(random() * 3))
  const wrote = []
  openSpace(random, people)
  for (let turn = 0; turn < 48; turn++) {
    const person = pick(random, people)
    if (random() < 0.4) {
      const other = pick(random, people)
      const isWhole = random() < 0.7 // else some envelopes do not arrive
      for (const e of other.log.all()) if (isWhole || random() < 0.9) person.learn(e)
      continue
    }
    if (!person.isLive) continue
    act({ random, person, people, turn, wrote, spaces: world.spaces.filter((space) => person.log.node(space)) })
  }
  const { envelopes, spaces } = world
  const history = {
    seed,
    envelopes,
    spaces,
    people: people.map(({ member, device }) => ({ member, device })),
    wrote: wrote.map(({ e, out }) => ({ id: e.id, space: e.space, key: e.key, by: e.device, out })),
  }
  const keysOfMember = (member, known) => {
    const own = people.filter((person) => person.member === member).flatMap((person) => [...person.own])
    return keysOf(known, boxesOf(people, member), own)
  }
  return { ...history, outcome: honestOutcome(history, keysOfMember) }
}

/**
 * All is taken in, no work is lost or refused, and whoever was known to be out reads nothing of it by a key that the author
 * knew her to have: one who has not heard may hand her a key at the same time, and nobody can tell.
 */
const honestOutcome = ({ envelopes, spaces, wrote }, keysOfMember) => {
  const log = logOf(envelopes)
  if (log.list.length !== envelopes.length) return 'an honest envelope is never taken in'
  const found = new Map(spaces.flatMap((space) => [...verdicts(log, space)]))
  for (const { id, by, key, out } of wrote) {
    if (!found.has(id)) return `a bundle of ${by} is lost`
    if (found.get(id) === 'refused') return `an honest bundle of ${by} is refused`
    const { i, root, past } = log.node(id)
    const known = log.list.filter((n) => n.i === i || root.has(n.i) || past.has(n.i)).map((n) => n.e ?? n)
    for (const member of out) {
      if (keysOfMember(member, known).has(key)) return `${member} reads what ${by} wrote knowing that she was out`
    }
  }
  return true
}

/** One honest act of one laptop. */
const act = (context) => {
  const { random, person, people, turn } = context
  const { state } = person
  const isFull = state.full(person.member)
  const someMember = () => pick(random, [...(random() < 0.4 ? state.fulls : state.members).keys()])
  const newLaptop = (member, device) => {
    const laptop = new Laptop(member, device, person.recorder)
    people.push(laptop)
    return laptop
  }
  const anotherLaptop = () => newLaptop(person.member, `${person.member}.d${turn}`)
  const ifFull = (f) => () => isFull && f()

  const acts = [
    [26, () => write(context)],
    [6, () => state.facilitator(person.member) && person.mint(person.create())],
    [12, () => manageSpace(context, state)],
    [6, () => sendKeys(context)],
    [7, () => state.facilitator(person.member) && admitSomebody(context, isFull, newLaptop)],
    [3, () => useInvite(context, state, isFull, newLaptop)],
    [
      3,
      () => {
        const other = anotherLaptop()
        person.bind(other)
        other.meet(person)
      },
    ],
    [2, () => bindByProof(person, anotherLaptop(), `paper:${person.member}`)],
    [3, () => useBackup(context, state, anotherLaptop)],
    [3, () => person.rebox()],
    [2, () => person.say('paper', { opens: random() < 0.7 })],
    [8, ifFull(() => setRole(context, someMember()))],
    [7, ifFull(() => takeFrom(person, 'suspend', someMember()))],
    [7, ifFull(() => person.say('lift', { member: someMember() }))],
    [7, ifFull(() => expel(context, someMember()))],
    [2, ifFull(() => revokeDevice(context, state))],
    [12, ifFull(() => secondHalf(context))],
    [2, () => takeBackHalf(context)],
    [2, ifFull(() => admitLate(context))],
    [2, () => eraseSpace(context, state)],
    [2, ifFull(() => person.say('guardians', { m: 2, members: ['m0', 'm1', 'm2'] }))],
    [2, () => person.say('recover', { full: ['F0', 'F1'], cut: {} })],
  ]
  pickWeighted(random, acts)()
}

/** Most histories begin with a case that several work on. */
const openSpace = (random, people) => {
  if (random() < 0.2) return
  const owner = pick(
    random,
    people.filter((person) => person.state.facilitator(person.member)),
  )
  const space = owner.create()
  owner.mint(NETWORK)
  owner.mint(space)
  for (const other of people) if (other !== owner && random() < 0.6) owner.grant(space, other)
  for (const other of people) if (random() < 0.9) other.learnFrom(owner)
}

const spaceOf = ({ random, person, spaces }, fits) => {
  const fitting = spaces.filter((space) => fits(spaceAt(person.log, person.log.everything(), space)))
  return fitting.length > 0 ? pick(random, fitting) : undefined
}

const write = (context) => {
  const { person, wrote } = context
  const space = spaceOf(context, ({ granted }) => granted.has(person.member))
  if (!space) return
  const e = person.write(space)
  if (e) wrote.push({ e, out: [...person.state.gone] })
}

const manageSpace = (context, state) => {
  const { random, person, people } = context
  const space = spaceOf(context, ({ owner }) => owner === person.member)
  const other = pick(random, people)
  if (!space || other.member === person.member || !state.live(other.member)) return
  const chance = random()
  if (chance < 0.55) person.grant(space, other)
  else if (chance < 0.7) person.grant(space, other, pick(random, ['facilitator', 'coordinator']))
  else if (chance < 0.9) person.revoke(space, other.member)
  else person.handOver(space, other.member)
}

const sendKeys = ({ person, spaces }) => {
  if (usable(person.log, NETWORK).length === 0) person.mint(NETWORK)
  for (const space of [NETWORK, ...spaces]) person.sendBoxes(space)
}

const admitSomebody = ({ random, person, turn }, isFull, newLaptop) => {
  const newcomer = newLaptop(`n${turn}`, `n${turn}.1`)
  person.admit(newcomer, isFull && random() < 0.3 ? 'facilitator' : 'member')
  newcomer.meet(person)
}

/** Invites now and admits later, perhaps another's guest; or revokes. */
const useInvite = ({ random, person, turn }, state, isFull, newLaptop) => {
  if (!state.facilitator(person.member)) return
  const invites = person.log.rootOps.filter((n) => n.e.type === 'invite').map((n) => n.e.id)
  const chance = random()
  if (chance < 0.3) person.invite(isFull && random() < 0.3 ? 'coordinator' : 'member')
  else if (chance < 0.5 && invites.length > 0) person.say('revoke-invite', { invite: pick(random, invites) })
  else if (invites.length > 0) {
    const newcomer = newLaptop(`n${turn}`, `n${turn}.1`)
    person.admit(newcomer, undefined, { invite: pick(random, invites) })
    newcomer.meet(person)
  }
}

const bindByProof = (person, laptop, proof) => {
  laptop.learnFrom(person)
  laptop.bindItself(proof)
}

/** Makes a backup, or restores one; sometimes the old laptop carries the new one's bind. */
const useBackup = ({ random, person, turn }, state, anotherLaptop) => {
  const mine = [...state.backups].filter(([, member]) => member === person.member).map(([name]) => name)
  if (mine.length === 0 || random() < 0.4) person.bindBackup(`${person.member} backup ${turn}`)
  else bindByProof(person, anotherLaptop(), `backup:${pick(random, mine)}`)
}

const setRole = ({ random, person }, member) => {
  const role = pick(random, ['facilitator', 'facilitator', 'coordinator', 'member'])
  person.say('set-role', { member, role, cut: {} })
}

const takeFrom = (person, type, member) => person.say(type, { member, cut: person.cut(member) })

/** A cut that is sometimes early, and sometimes does not name a device. */
export const someCut = (random, person, member) => {
  const cut = person.cut(member)
  for (const device of Object.keys(cut)) {
    if (random() < 0.3) {
      const { seq, id } = pick(
        random,
        person.log.list.filter((n) => n.e.device === device).map((n) => n.e),
      )
      cut[device] = { seq, id }
    } else if (random() < 0.1) delete cut[device]
  }
  return cut
}

const expel = ({ random, person }, member) => person.say('expel', { member, cut: someCut(random, person, member) })

const revokeDevice = ({ random, person }, state) => {
  const device = pick(random, [...state.devices.keys(), ...state.backups.keys()])
  person.say('revoke-device', { device, cut: person.cut(state.member(device)) })
}

/** Says what another has said lately and is still open, so that it is done by two. */
const secondHalf = ({ random, person }) => {
  const { paired } = person.state.facts
  const halves = person.log.rootOps.filter((n) => n.auth?.half && n.auth.by !== person.member && !paired.has(n))
  if (halves.length === 0) return
  const { e, auth } = pick(random, halves.slice(-3))
  if (e.type === 'admit') person.say('set-role', { member: e.p.member, role: auth.role })
  else person.say(e.type, e.p.cut ? { ...e.p, cut: someCut(random, person, e.p.member) } : e.p)
}

const takeBackHalf = ({ random, person }) => {
  const halves = person.log.rootOps.filter((n) => n.auth?.half && n.auth.by === person.member)
  if (halves.length > 0) person.say('lift', { op: pick(random, halves).e.id })
}

const admitLate = ({ random, person, spaces }) => {
  if (spaces.length === 0) return
  const found = verdicts(person.log, pick(random, spaces))
  const ids = [...found].filter(([, verdict]) => verdict === 'quarantined').map(([id]) => id)
  if (ids.length > 0) person.say('admit-late', { ids })
}

const eraseSpace = ({ random, person, spaces }, state) => {
  if (spaces.length > 0 && state.full(person.member) && state.isFullCoordinator(person.member)) {
    person.say('erase', { space: pick(random, spaces) })
  }
}
