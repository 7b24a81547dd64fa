// One hostile act. A foe signs only with laptops and papers that she has; heads, cuts and requests are hers to choose.
import { envelope, isRootOp } from './envelope.mjs'
import { NETWORK, recipients, spaceField } from './epochs.mjs'
import { someCut } from './honestHistory.mjs'
import { Laptop } from './laptop.mjs'
import { pick, pickWeighted } from './random.mjs'

export const foesAct = (play, turn) => {
  const { random, foes } = play
  const foe = pick(random, foes)
  const rootOps = foe.log.list.filter((n) => isRootOp(n.e)).map((n) => n.e.id)
  const fields = random() < 0.4 ? {} : { rootHeads: [pick(random, rootOps)] }
  const { member } = pick(random, [...play.facilitators, ...play.members, ...play.team])
  const act = { ...play, turn, foe, rootOps, fields, member, cut: hostileCut(random, foe, member) }
  pickWeighted(random, acts)(act)
  if (random() < 0.5) pick(random, foes).meet(foe)
}

/** None, an honest one, or one that leaves only the first word of each laptop. */
const hostileCut = (random, foe, member) => {
  if (random() < 0.4) return {}
  if (random() < 0.5) return someCut(random, foe, member)
  const devices = [...foe.state.devices].filter(([, d]) => d.member === member).map(([device]) => device)
  const first = (device) => foe.log.list.find((n) => n.e.device === device && n.e.seq === 1)
  return Object.fromEntries(
    devices.filter((device) => first(device)).map((device) => [device, { seq: 1, id: first(device).e.id }]),
  )
}

const roles = ['member', 'facilitator', 'coordinator']

const newLaptop = ({ world, turn, foe }, member = foe.member) => {
  const laptop = new Laptop(member, `${foe.member}.${10 + turn}`, world)
  laptop.learnFrom(foe)
  return laptop
}

const joinFoes = ({ foes, foe }, laptop) => {
  laptop.meet(foe)
  foes.push(laptop)
}

const admitPuppet = (act) => {
  const puppet = new Laptop(`acc${act.turn}`, `acc${act.turn}.1`, act.world)
  act.foe.admit(puppet, pick(act.random, roles), {}, act.fields)
  act.puppets.push(puppet)
  joinFoes(act, puppet)
}

const bindLaptop = (act, member) => {
  const laptop = newLaptop(act, member)
  act.foe.bind(laptop, act.fields)
  joinFoes(act, laptop)
}

/** The paper of the seized woman, at a day that the foe likes. */
const usePaper = (act) => {
  const { random, world, seized, turn, foe, rootOps, member } = act
  const of = random() < 0.9 ? seized.member : member
  const laptop = new Laptop(of, `${seized.member}.p${turn}`, world)
  for (const e of seized.log.all()) if (random() < 0.9) laptop.learn(e)
  laptop.learnFrom(foe)
  laptop.bindItself(`paper:${seized.member}`, { rootHeads: [pick(random, rootOps)] })
  joinFoes(act, laptop)
}

const mintForSome = ({ random, world, foe, fields, space }, where) => {
  const key = world.nextKey()
  foe.own.add(key)
  const to = [...recipients(foe.log, foe.log.everything(), where).keys()].filter(() => random() < 0.9)
  const boxes = to.map((box) => ({ to: box, key }))
  const place = { space: spaceField(where), spaceHeads: where === space ? foe.log.spaceHeads(space) : [] }
  foe.say('epoch', { key }, { ...fields, ...place, boxes })
}

const handKey = ({ random, foe, foes, space }) => {
  const fields = { space, spaceHeads: foe.log.spaceHeads(space) }
  const key = pick(random, [...foe.keys(), 'none'])
  foe.say('box', {}, { ...fields, boxes: [{ to: pick(random, foes).box, key }] })
}

/** Another envelope in the place of an earlier one of hers. */
const fork = ({ random, world, foe, space, rootOps, member }) => {
  const chain = foe.log.list.filter((n) => n.e.device === foe.device)
  if (chain.length < 2) return
  const at = pick(random, chain.slice(0, -1)).e
  const kinds = [
    { type: 'suspend' },
    { type: 'epoch' },
    { type: 'expel' },
    { type: 'bundle', space, spaceHeads: foe.log.node(space) ? [space] : [] },
  ]
  const place = { device: foe.device, seq: at.seq + 1, prev: at.id, rootHeads: [pick(random, rootOps)] }
  const e = envelope({ ...place, ...pick(random, kinds), p: { member, cut: {}, key: 'f' } })
  world.note(e)
  foe.learn(e)
}

/** Hangs an honest laptop on a name of hers, or a laptop of hers on an honest name, with a request for something else. */
const misuseRequest = (act) => {
  const { random, facilitators, members, foe, fields, turn } = act
  const victim = pick(random, [...facilitators, ...members])
  const { box, device, request } = newLaptop(act)
  const p = random() < 0.5 ? { member: `thief${turn}`, device: victim.device } : { member: victim.member, device }
  if (random() < 0.5) foe.admit({ ...p, box, request }, 'member', {}, fields)
  else foe.bind({ ...p, box, request }, fields)
}

const writeBundle = ({ random, foe, space }) => {
  const key = pick(random, [...foe.keys(), 'none'])
  foe.say('bundle', {}, { space, spaceHeads: foe.log.spaceHeads(space), key })
}

/** An act of one op whose fields are the target and the cut, or what is made of them. */
const says = (type, fieldsOf) => (act) => act.foe.say(type, fieldsOf(act), act.fields)
const aimed = ({ member, cut }) => ({ member, cut })

const acts = [
  [16, says('suspend', aimed)],
  [13, says('expel', aimed)],
  [7, says('revoke-device', ({ random, foe, cut }) => ({ device: pick(random, [...foe.state.devices.keys()]), cut }))],
  [9, admitPuppet],
  [8, says('set-role', ({ random, member, cut }) => ({ member, role: pick(random, roles), cut }))],
  [7, (act) => bindLaptop(act)],
  [4, (act) => bindLaptop(act, act.member)],
  [4, usePaper],
  [6, says('lift', ({ member }) => ({ member }))],
  [4, (act) => mintForSome(act, NETWORK)],
  [2, (act) => mintForSome(act, act.space)],
  [2, handKey],
  [5, fork],
  [2, says('guardians', ({ seized }) => ({ m: 1, members: [seized.member] }))],
  [2, says('recover', ({ seized }) => ({ full: [seized.member] }))],
  [2, misuseRequest],
  [1, says('suspend', ({ member }) => ({ member, cut: { [`${member}.1`]: { seq: 2 ** 53, id: 'forged' } } }))],
  [1, (act) => act.foe.rebox()],
  [1, says('paper', () => ({ opens: true }))],
  [1, says('erase', ({ space }) => ({ space }))],
  [1, says('revoke-invite', ({ random, rootOps }) => ({ invite: pick(random, rootOps) }))],
  [1, says('admit-late', ({ random, foe }) => ({ ids: [pick(random, foe.log.list).e.id] }))],
  [3, writeBundle],
]
