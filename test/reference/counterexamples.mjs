// One attack for each rule that was added because without it the attack went through.
import { envelope } from './envelope.mjs'
import { keysOf, NETWORK } from './epochs.mjs'
import { network } from './laptop.mjs'
import { allMeet, eachSays, expelByTwo, frozen, laptopOf, nothingOf, secondLaptop } from './staging.mjs'
import { verdicts } from './verdicts.mjs'

/** Name → play; each play returns whether the rule held. */
export const counterexamples = {
  'a seized laptop binds three more, and each suspends another facilitator: one stays suspended': (world) => {
    const people = network(world, 5, 2)
    const seized = people[4]
    const laptops = [2, 3, 4].map((n) => secondLaptop(world, seized, n))
    laptops.forEach((laptop, i) => {
      const { member } = people[i]
      laptop.say('suspend', { member, cut: laptop.cut(member) })
    })
    return frozen(allMeet([...people, ...laptops]), people.slice(0, 4)).length <= 1
  },

  'halves of expulsions suspend too, and count in the same limit': (world) => {
    const people = network(world, 5, 2)
    const seized = people[4]
    for (const { member } of people.slice(0, 4)) seized.say('expel', { member, cut: seized.cut(member) })
    return frozen(allMeet(people), people.slice(0, 4)).length <= 1
  },

  "the founder's paper, found in a raid, goes back to the day she was alone": (world) => {
    const people = network(world, 5, 2)
    const founding = people[0].log.list[0].e
    const thief = laptopOf(world, 'F0', 9)
    const accomplice = laptopOf(world, 'acc')
    thief.learn(founding)
    thief.bindItself('paper:F0')
    thief.admit(accomplice, 'facilitator')
    accomplice.meet(thief)
    for (const { member } of people.slice(2, 5)) {
      thief.learnFrom(people[0])
      thief.say('expel', { member, cut: {} })
      accomplice.meet(thief)
      accomplice.say('expel', { member, cut: {} })
      thief.meet(accomplice)
    }
    const state = allMeet([...people, thief, accomplice])
    return !people.slice(1, 5).some(({ member }) => state.out(member)) && !state.isFull('acc')
  },

  'three facilitators, and the seized one shoots first: whom she suspended is still the second against her': (
    world,
  ) => {
    const people = network(world, 3, 2)
    const [a, b, seized] = people
    seized.say('suspend', { member: a.member, cut: seized.cut(a.member) })
    a.meet(seized)
    b.meet(a)
    expelByTwo(b, a, seized.member, nothingOf(seized))
    const state = allMeet(people)
    return state.out(seized.member) && state.full(a.member) && state.full(b.member)
  },

  'one suspension of the founder, cut before she admitted anybody, undoes nothing': (world) => {
    const people = network(world, 4, 9)
    const seized = people[3]
    const founding = people[0].log.list[0].e
    seized.say('suspend', { member: 'F0', cut: { 'F0.1': { seq: 1, id: founding.id } } })
    const state = allMeet(people)
    return frozen(state, people.slice(4)).length === 0 && people.slice(1, 3).every(({ member }) => state.full(member))
  },

  'revoking devices of plain members counts in the limit of five': (world) => {
    const people = network(world, 4, 9)
    const seized = people[3]
    for (const { member, device } of people.slice(4)) seized.say('revoke-device', { device, cut: seized.cut(member) })
    return frozen(allMeet(people), people.slice(4)).length <= 5
  },

  'a newcomer was handed the current key, and is out before the next epoch: nobody writes under it': (world) => {
    const [a, b] = network(world, 2, 2)
    const space = a.create()
    a.mint(NETWORK)
    a.mint(space)
    a.grant(space, b)
    const newcomer = laptopOf(world, 'n')
    a.admit(newcomer)
    a.grant(space, newcomer)
    newcomer.meet(a)
    a.say('expel', { member: 'n', cut: a.cut('n') })
    const written = a.write(space)
    return !keysOf(a.log.all(), newcomer.boxes).has(written.key)
  },

  'the thief of the founder’s laptop signs another second envelope: what others built on stays': (world) => {
    const people = network(world, 4, 9)
    const stolen = people[0]
    const founding = stolen.log.list[0].e
    people[1].say('suspend', { member: people[4].member, cut: people[1].cut(people[4].member) })
    const place = { device: stolen.device, seq: 2, prev: founding.id, rootHeads: [founding.id] }
    stolen.learn(envelope({ ...place, type: 'epoch', p: { key: 'x' } }))
    const state = allMeet(people)
    return frozen(state, people.slice(4)).length === 1 && !state.liveDevice(stolen.device)
  },

  'expelled with a cut that does not name her second laptop: nothing of it counts': (world) => {
    const people = network(world, 4, 2)
    const expelled = people[3]
    const cut = people[0].cut(expelled.member)
    const other = secondLaptop(world, expelled)
    const accomplice = laptopOf(world, 'acc')
    other.admit(accomplice)
    expelByTwo(people[0], people[1], expelled.member, cut)
    const state = allMeet([...people, other, accomplice])
    return state.out(expelled.member) && !state.live('acc')
  },

  'made again after a demotion, what she does then is not past the old cut': (world) => {
    const people = network(world, 4, 2)
    const [a, b, , demoted] = people
    const { member } = demoted
    const newcomer = laptopOf(world, 'n')
    eachSays(people, [a, b], 'set-role', { member, role: 'member', cut: a.cut(member) })
    eachSays(people, [a, b], 'set-role', { member, role: 'facilitator' })
    demoted.admit(newcomer)
    const state = allMeet([...people, newcomer])
    return state.full(member) && state.live('n')
  },

  'an early cut does not take the admission of one whom two others made a facilitator': (world) => {
    const people = network(world, 4, 1)
    const [a, b, , expelled] = people
    const newcomer = laptopOf(world, 'n')
    expelled.admit(newcomer)
    people.push(newcomer)
    allMeet(people)
    eachSays(people, [a, b], 'set-role', { member: 'n', role: 'facilitator' })
    expelByTwo(a, b, expelled.member, nothingOf(expelled))
    const state = allMeet(people)
    return state.out(expelled.member) && state.full('n')
  },

  'an old half that was taken back is not completed by a thief': (world) => {
    const people = network(world, 4, 2)
    const [a, b, , seized] = people
    a.say('expel', { member: b.member, cut: a.cut(b.member) })
    a.say('lift', { member: b.member })
    allMeet(people)
    seized.say('expel', { member: b.member, cut: seized.cut(b.member) })
    return !allMeet(people).out(b.member)
  },

  'a network epoch hands no keys of cases to the network': (world) => {
    const [a, , m] = network(world, 2, 2)
    const space = a.create()
    a.mint(space)
    const written = a.write(space)
    a.mint(NETWORK)
    m.meet(a)
    return !m.keys().has(written.key)
  },

  'a thief grinds admissions for every invitation she has seen: the honest ones stay': (world) => {
    const people = network(world, 4, 0)
    const [honest, , , seized] = people
    const invites = [0, 1, 2, 3, 4, 5].map(() => honest.invite().id)
    allMeet(people)
    const newcomers = invites.map((invite, i) => {
      const newcomer = laptopOf(world, `n${i}`)
      return { newcomer, invite, admission: honest.admit(newcomer, 'member', { invite }) }
    })
    for (const { invite, admission } of newcomers) seized.learn(grind(world, seized, invite, admission.id))
    const state = allMeet(people)
    return (
      frozen(
        state,
        newcomers.map(({ newcomer }) => newcomer),
      ).length === 0
    )
  },

  'a cloned laptop forks with bundles: the fork is seen, and ends with a lift of two': (world) => {
    const people = network(world, 3, 3)
    const [a, b, , m, other] = people
    const space = a.create()
    a.mint(space)
    a.grant(space, m)
    a.grant(space, other)
    allMeet(people)
    const clone = laptopOf(world, m.member)
    clone.learnFrom(m)
    Object.assign(clone, { seq: m.seq, prev: m.prev })
    const honest = m.write(space)
    const write = (p, deps) => {
      const fields = { space, spaceHeads: clone.log.spaceHeads(space), key: honest.key, deps }
      return clone.say('bundle', p, fields)
    }
    const forked = write({ other: true }, [])
    const more = write({}, [forked.id])
    const before = allMeet([...people, clone])
    const isSeen = !before.liveDevice('m0.1') && before.live('m0')
    if (!isSeen || verdicts(a.log, space).get(more.id) !== 'quarantined') return false

    const fresh = laptopOf(world, 'm0', 2)
    const { member, device, box, request } = fresh
    for (const facilitator of [a, b]) {
      eachSays(people, [facilitator], 'lift', { device: 'm0.1', branch: honest.id })
      eachSays(people, [facilitator], 'bind', { member, device, box, request })
    }
    allMeet([...people, fresh])
    a.sendBoxes(space)
    fresh.meet(a)
    if (!a.holding(space)) {
      a.write(space)
      fresh.meet(a)
    }
    const written = fresh.write(space)
    allMeet([...people, fresh])
    const after = verdicts(a.log, space)
    return (
      after.get(honest.id) === 'counts' &&
      after.get(more.id) === 'quarantined' &&
      a.state.liveDevice('m0.2') &&
      after.get(written?.id) === 'counts'
    )
  },

  'a thief with a paper hangs honest laptops on names of her own: each request is signed by its laptop': (world) => {
    const people = network(world, 4, 16)
    const seized = people[3]
    const early = seized.log.list.filter((n) => n.e.p.member === 'F3').at(-1).e
    const thief = laptopOf(world, 'F3', 9)
    learnPast(thief, seized, early)
    thief.bindItself('paper:F3')
    people
      .slice(4)
      .toReversed()
      .forEach(({ device }, i) => {
        thief.admit({ member: `z${i}`, device, box: thief.box, request: thief.request })
      })
    return frozen(allMeet([...people, thief]), people.slice(4)).length === 0
  },
}

/** An admission under the same invitation whose id is less than the honest one's, if four hundred tries give one. */
const grind = (world, seized, invite, honest) => {
  const heads = seized.log.heads()
  for (let i = 0; ; i++) {
    const { member, device, box, request } = laptopOf(world, `z${invite}.${i}`)
    const place = { device: seized.device, seq: seized.seq + 1, prev: seized.prev, rootHeads: heads }
    const e = envelope({ ...place, type: 'admit', p: { member, device, box, request, invite } })
    if (e.id >= honest && i < 400) continue
    seized.seq += 1
    seized.prev = e.id
    return e
  }
}

/** Learns an envelope and its root past from another laptop. */
const learnPast = (laptop, from, e) => {
  for (const id of [e.prev, ...e.rootHeads])
    if (id && !laptop.log.node(id)) learnPast(laptop, from, from.log.node(id).e)
  laptop.learn(e)
}
