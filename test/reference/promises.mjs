// What the rules promise, one small history each.
import { envelope } from './envelope.mjs'
import { NETWORK, recipients, usable } from './epochs.mjs'
import { network } from './laptop.mjs'
import { spaceAt } from './space.mjs'
import { allMeet, eachSays, expelByTwo, laptopOf, nothingOf } from './staging.mjs'
import { verdicts } from './verdicts.mjs'

/** Name → play; each play returns whether the promise was kept. */
export const promises = {
  'one facilitator makes, suspends and expels alone; she is full': (world) => {
    const people = network(world, 1, 8)
    const [founder, ...members] = people
    for (const { member } of members.slice(0, 7)) founder.say('expel', { member, cut: founder.cut(member) })
    const state = allMeet(people)
    return state.full('F0') && members.slice(0, 7).every(({ member }) => state.out(member))
  },

  'expulsions by one while alone stay when she makes a second': (world) => {
    const people = network(world, 1, 9)
    const [founder, ...members] = people
    for (const { member } of members.slice(0, 8)) founder.say('expel', { member, cut: founder.cut(member) })
    founder.say('set-role', { member: 'm8', role: 'facilitator' })
    const state = allMeet(people)
    return state.full('m8') && members.slice(0, 8).every(({ member }) => state.out(member))
  },

  'two facilitators: neither removes the other; with one suspended the other is no sovereign': (world) => {
    const people = network(world, 2, 3)
    const [a] = people
    a.say('expel', { member: 'F1', cut: a.cut('F1') })
    a.say('set-role', { member: 'm0', role: 'facilitator' })
    const state = allMeet(people)
    return !state.out('F1') && !state.live('F1') && !state.isFull('m0') && state.facilitator('m0')
  },

  'guardians recover when no pair is left': (world) => {
    const people = network(world, 3, 4)
    const [a, b, c, guardian, second] = people
    eachSays(people, [a, b], 'guardians', { m: 2, members: ['m0', 'm1', 'm2'] })
    eachSays(people, [guardian], 'recover', { full: ['F1', 'm3'] })
    if (a.state.isFull('m3')) return false // a pair is still there: refused
    eachSays(people, [c], 'suspend', { member: 'F0', cut: c.cut('F0') })
    eachSays(people, [b], 'suspend', { member: 'F2', cut: b.cut('F2') })
    eachSays(people, [guardian, second], 'recover', { full: ['F1', 'm3'], cut: {} })
    const { state } = a
    return state.full('F1') && state.full('m3') && state.hasLivePair() && !state.isFull('F2')
  },

  'a guardian whose view is stale recovers nothing with one who knows that a pair stands again, only with another': (
    world,
  ) => {
    const people = network(world, 3, 4)
    const [a, b, c, stale, knowing, alsoStale] = people
    eachSays(people, [a, b], 'guardians', { m: 2, members: ['m0', 'm1', 'm2'] })
    c.say('suspend', { member: 'F0', cut: c.cut('F0') })
    b.say('suspend', { member: 'F2', cut: b.cut('F2') })
    allMeet(people)
    b.say('lift', { member: 'F2' })
    const others = [a, b, c, knowing]
    allMeet(others)
    const recovery = { full: ['m0', 'm3'], cut: {} }
    stale.say('recover', recovery)
    knowing.say('recover', recovery)
    const afterOne = allMeet([...others, stale])
    if (afterOne.isFull('m3') || !afterOne.hasLivePair()) return false
    alsoStale.say('recover', recovery)
    const state = allMeet(people)
    return state.isFull('m0') && state.isFull('m3') && !state.isFull('F1')
  },

  'sock puppets of one facilitator stay provisional and expel nobody': (world) => {
    const people = network(world, 5, 2)
    const seized = people[4]
    const victims = people.slice(0, 4)
    const puppets = ['s1', 's2'].map((name) => laptopOf(world, name))
    for (const puppet of puppets) seized.admit(puppet, 'facilitator')
    for (const puppet of puppets) puppet.meet(seized)
    for (const puppet of puppets) for (const { member } of victims) puppet.say('expel', { member, cut: {} })
    const state = allMeet([...people, ...puppets])
    return victims.every(({ member }) => state.full(member)) && !state.isFull('s1')
  },

  'a provisional facilitator and the one who made her are no pair': (world) => {
    const people = network(world, 3, 2)
    const seized = people[2]
    const puppet = laptopOf(world, 's1')
    seized.admit(puppet, 'facilitator')
    puppet.meet(seized)
    seized.say('expel', { member: 'F0', cut: seized.cut('F0') })
    puppet.meet(seized)
    puppet.say('expel', { member: 'F0', cut: {} })
    return !allMeet([...people, puppet]).out('F0')
  },

  'provisional, then seconded, she is full': (world) => {
    const people = network(world, 3, 2)
    const newcomer = laptopOf(world, 'n')
    const everybody = [...people, newcomer]
    people[0].admit(newcomer, 'facilitator')
    if (allMeet(everybody).isFull('n')) return false
    eachSays(everybody, [people[1]], 'set-role', { member: 'n', role: 'facilitator' })
    return people[0].state.full('n')
  },

  'opposed pairs both stand': (world) => {
    const people = network(world, 4, 1)
    const [a, b, c, d] = people
    const cuts = { F2: a.cut('F2'), F0: c.cut('F0') }
    a.say('expel', { member: 'F2', cut: cuts.F2 })
    b.meet(a)
    c.say('expel', { member: 'F0', cut: cuts.F0 })
    d.meet(c)
    b.say('expel', { member: 'F2', cut: cuts.F2 })
    d.say('expel', { member: 'F0', cut: cuts.F0 })
    const state = allMeet(people)
    return state.out('F0') && state.out('F2') && state.full('F1') && state.full('F3')
  },

  'a forged cut is held, never acted on': (world) => {
    const people = network(world, 4, 2)
    const seized = people[3]
    seized.say('suspend', { member: 'F0', cut: { 'F0.1': { seq: 9007199254740992, id: 'ffff' } } })
    return allMeet(people).live('F0') && seized.log.held.size === 1
  },

  'a cut that names an envelope in another place does not count': (world) => {
    const people = network(world, 4, 2)
    const seized = people[3]
    const { id } = people[0].last('F0.1')
    seized.say('suspend', { member: 'F0', cut: { 'F0.1': { seq: 1, id } } })
    const state = allMeet(people)
    return state.live('F0') && seized.log.held.size === 0
  },

  'revoked from a case, she goes on from old heads: quarantined, not refused in silence': (world) => {
    const people = network(world, 2, 3)
    const [a, , m] = people
    const space = a.create()
    a.mint(space)
    a.grant(space, m)
    allMeet(people)
    a.revoke(space, 'm0')
    const late = m.write(space)
    allMeet(people)
    return verdicts(a.log, space).get(late.id) === 'quarantined' && usable(a.log, space).length === 0
  },

  'quarantined work counts when one who had not heard builds on it, and by admit-late': (world) => {
    const people = network(world, 3, 3)
    const [a, b, , m, other] = people
    const space = a.create()
    a.mint(space)
    a.grant(space, m)
    a.grant(space, other)
    allMeet(people)
    a.say('expel', { member: 'm0', cut: a.cut('m0') })
    const builtOn = m.write(space)
    const late = m.write(space)
    for (const e of m.log.all()) if (e.id !== late.id) other.learn(e)
    other.write(space)
    allMeet(people)
    const before = verdicts(a.log, space)
    eachSays(people, [b], 'admit-late', { ids: [late.id] })
    return (
      before.get(builtOn.id) === 'counts' &&
      before.get(late.id) === 'quarantined' &&
      verdicts(a.log, space).get(late.id) === 'counts'
    )
  },

  'held while suspended, counts again when lifted': (world) => {
    const people = network(world, 4, 2)
    const [a, , , d] = people
    const newcomer = laptopOf(world, 'n')
    const cut = a.cut('F3')
    d.admit(newcomer)
    a.say('suspend', { member: 'F3', cut })
    const everybody = [...people, newcomer]
    const before = allMeet(everybody).live('n')
    eachSays(everybody, [a], 'lift', { member: 'F3' })
    return !before && a.state.live('n') && a.state.full('F3')
  },

  'a space whose owner is suspended goes to the longest-granted live member, and back': (world) => {
    const people = network(world, 3, 3)
    const [a, b, c, m] = people
    const space = c.create()
    c.mint(space)
    c.grant(space, m)
    c.grant(space, b)
    allMeet(people)
    const owner = () => spaceAt(a.log, a.log.everything(), space).owner
    eachSays(people, [a], 'suspend', { member: 'F2', cut: a.cut('F2') })
    const meanwhile = owner()
    eachSays(people, [a], 'lift', { member: 'F2' })
    return meanwhile === 'm0' && owner() === 'F2'
  },

  'of two concurrent admissions under one invitation both count; a later one does not': (world) => {
    const people = network(world, 3, 1)
    const invite = people[0].invite().id
    allMeet(people)
    people[0].admit(laptopOf(world, 'n'), 'member', { invite })
    people[1].admit(laptopOf(world, 'k'), 'member', { invite })
    const state = allMeet(people)
    people[2].admit(laptopOf(world, 'j'), 'member', { invite })
    return state.live('n') && state.live('k') && !people[2].state.live('j')
  },

  'a revoked invitation, or that of a suspended woman, admits nobody': (world) => {
    const people = network(world, 4, 1)
    const [a, b, c] = people
    const [revoked, suspended, good] = [a.invite().id, b.invite().id, c.invite().id]
    allMeet(people)
    eachSays(people, [c], 'revoke-invite', { invite: revoked })
    eachSays(people, [a], 'suspend', { member: 'F1', cut: a.cut('F1') })
    for (const invite of [revoked, suspended, good]) c.admit(laptopOf(world, `by ${invite}`), 'member', { invite })
    const isIn = (invite) => allMeet(people).live(`by ${invite}`)
    return !isIn(revoked) && !isIn(suspended) && isIn(good)
  },

  'a provisional facilitator invites members, not facilitators': (world) => {
    const people = network(world, 3, 1)
    const provisional = laptopOf(world, 'p')
    people[0].admit(provisional, 'facilitator')
    const everybody = [...people, provisional]
    allMeet(everybody)
    provisional.admit(laptopOf(world, 'n'))
    provisional.admit(laptopOf(world, 'k'), 'facilitator')
    const state = allMeet(everybody)
    return state.live('n') && !state.isMember('k')
  },

  'a coordinator is lowered by two, not by one, and stays a full facilitator': (world) => {
    const people = network(world, 3, 1)
    const [a, b, c] = people
    eachSays(people, [b], 'set-role', { member: 'F0', role: 'facilitator' })
    const before = a.state.role('F0')
    eachSays(people, [c], 'set-role', { member: 'F0', role: 'facilitator' })
    return before === 'coordinator' && a.state.role('F0') === 'facilitator' && a.state.full('F0')
  },

  'two coordinators erase a space; a coordinator and a facilitator do not': (world) => {
    const people = network(world, 3, 1)
    const [a, b, c] = people
    const space = a.create()
    allMeet(people)
    eachSays(people, [a, c], 'erase', { space })
    if (a.state.erased.size > 0) return false
    eachSays(people, [a, c], 'set-role', { member: 'F1', role: 'coordinator' })
    eachSays(people, [b], 'erase', { space })
    if (a.state.erased.size > 0) return false // in the past of the first half she was no coordinator
    eachSays(people, [a], 'erase', { space })
    return a.state.erased.has(space)
  },

  'a grant bound to a role holds while she has the role in full': (world) => {
    const people = network(world, 4, 1)
    const [a, b, c, d] = people
    const space = a.create('protection')
    a.mint(space)
    a.grant(space, d, 'facilitator')
    a.grant(space, c, 'coordinator')
    allMeet(people)
    const granted = () => [...spaceAt(a.log, a.log.everything(), space).granted.keys()].sort().join()
    const before = granted()
    const keysBefore = usable(a.log, space).length
    eachSays(people, [a, b], 'set-role', { member: 'F3', role: 'member', cut: a.cut('F3') })
    const keysAfter = usable(a.log, space).length
    return before === 'F0,F3' && granted() === 'F0' && keysBefore === 1 && keysAfter === 0
  },

  'only a facilitator creates a space': (world) => {
    const [a, b, m] = network(world, 2, 1)
    const spaces = [b.create(), m.create()]
    a.meet(b)
    a.meet(m)
    const owners = spaces.map((space) => spaceAt(a.log, a.log.everything(), space).owner)
    return owners[0] === 'F1' && owners[1] === null
  },

  'her paper binds a new laptop of her own, and nobody else’s paper does': (world) => {
    const people = network(world, 3, 2)
    const [own, stranger] = [laptopOf(world, 'm0', 2), laptopOf(world, 'm0', 3)]
    for (const laptop of [own, stranger]) laptop.learnFrom(people[0])
    own.bindItself('paper:m0')
    stranger.bindItself('paper:m1')
    const state = allMeet([...people, own, stranger])
    return state.member('m0.2') === 'm0' && state.member('m0.3') === null && own.isLive
  },

  'a backup key binds a restored laptop until it is revoked; what was bound apart from that is not': (world) => {
    const people = network(world, 3, 2)
    const [a, , , m] = people
    m.bindBackup('backup of m0')
    allMeet(people)
    const [restored, apart, late] = [2, 3, 4].map((n) => laptopOf(world, 'm0', n))
    for (const laptop of [restored, apart]) {
      laptop.learnFrom(a)
      laptop.bindItself('backup:backup of m0')
    }
    a.learnFrom(restored)
    eachSays([...people, restored], [a], 'revoke-device', { device: 'backup of m0', cut: {} })
    late.learnFrom(a)
    late.bindItself('backup:backup of m0')
    const state = allMeet([...people, restored, apart, late])
    const isIn = (device) => state.member(device) === 'm0' && state.liveDevice(device)
    return isIn('m0.2') && !isIn('m0.3') && !isIn('m0.4')
  },

  'she revokes a backup key of hers alone, facilitator or not; a laptop that a thief bound by it meanwhile is out': (
    world,
  ) => {
    const people = network(world, 3, 2)
    const [a, , her, m] = people
    const thieves = [her, m].map((owner, i) => {
      const name = `backup of ${owner.member}`
      owner.bindBackup(name)
      allMeet(people)
      const thief = laptopOf(world, owner.member, 2 + i)
      thief.learnFrom(a)
      thief.bindItself(`backup:${name}`)
      owner.say('revoke-device', { device: name, cut: {} })
      return thief
    })
    const state = allMeet([...people, ...thieves])
    return thieves.every(({ device }) => state.member(device) === null) && state.full('F2') && state.live('m0')
  },

  'a cut that does not name her new laptop voids its first word and all that rests on it': (world) => {
    const people = network(world, 3, 2)
    const [a, b, expelled] = people
    const cut = a.cut('F2')
    const thief = laptopOf(world, 'F2', 2)
    thief.learnFrom(expelled)
    thief.bindItself('paper:F2')
    thief.admit(laptopOf(world, 'acc'))
    expelByTwo(a, b, 'F2', cut)
    const state = allMeet([...people, thief])
    return state.member('F2.2') === null && !state.isMember('acc')
  },

  'her paper is a recipient when she says so, and no longer when she takes it back': (world) => {
    const people = network(world, 2, 1)
    const [a, , m] = people
    const isFor = () => recipients(a.log, a.log.everything(), NETWORK).has('paper:m0')
    const before = isFor()
    eachSays(people, [m], 'paper', { opens: true })
    const meanwhile = isFor()
    eachSays(people, [m], 'paper', { opens: false })
    return !before && meanwhile && !isFor()
  },

  'a new box key takes the place of the old one, which still is hers': (world) => {
    const people = network(world, 2, 1)
    const [a, , m] = people
    a.mint(NETWORK)
    allMeet(people)
    m.rebox()
    const state = allMeet(people)
    const boxes = recipients(a.log, a.log.everything(), NETWORK)
    const isNew = boxes.has('m0.1/b2') && !boxes.has('m0.1/b')
    return isNew && state.openerOf('m0.1/b') === 'm0' && usable(a.log, NETWORK).length === 1
  },

  'a half is taken back by naming it': (world) => {
    const people = network(world, 4, 1)
    const [a, b] = people
    const half = a.say('set-role', { member: 'm0', role: 'facilitator' })
    a.say('lift', { op: half.id })
    allMeet(people)
    eachSays(people, [b], 'set-role', { member: 'm0', role: 'facilitator' })
    return !a.state.isFull('m0')
  },

  'a demotion does not reach what she does as a member: her laptops, boxes and paper': (world) => {
    const people = network(world, 4, 1)
    const [a, b, , demoted] = people
    const other = laptopOf(world, 'F3', 2)
    demoted.bind(other)
    demoted.rebox()
    demoted.say('paper', { opens: true })
    demoted.admit(laptopOf(world, 'n'))
    for (const signer of [a, b]) {
      const cut = nothingOf(demoted)
      if (signer === b) b.meet(a)
      signer.say('set-role', { member: 'F3', role: 'member', cut })
    }
    const state = allMeet([...people, other])
    const kept = state.liveDevice('F3.2') && state.devices.get('F3.1').box === 'F3.1/b2' && state.papers.has('F3')
    return kept && !state.isFull('F3') && !state.isMember('n')
  },
}
