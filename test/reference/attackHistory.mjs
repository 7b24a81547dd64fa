// A random attack: the laptop of one full facilitator is seized, with her paper; perhaps she has a plain accomplice, two
// provisional facilitators, or a former member. She binds laptops, forks, backdates and hides; the honest ones work on,
// meet, expel her, restore whom she froze, and write; then she goes on backdating.
import { attackOutcome } from './attackOutcome.mjs'
import { foesAct } from './foe.mjs'
import { Laptop, network, Recorder } from './laptop.mjs'
import { pick, randomFrom } from './random.mjs'
import { paperBox } from './state.mjs'

const nameOf = ({ member, device }) => ({ member, device })

/**
 * {seed, envelopes, spaces, cast, checkpoints, wrote, after, outcome}
 *   cast         {seized, facilitators, members, mustBeOut, newcomers}: people with one laptop each; foes' keys
 *   checkpoints  {before: [{name, envelopes}], met, repaired}: what was held at moments of the history
 *   wrote, after honest bundles before and after the meeting: {id, by: member, key}
 *   outcome      true, or the sentence that is broken
 */
export const attackHistory = (seed) => {
  const play = stage(seed)
  const { random, world, facilitators, members } = play
  for (let turn = 0; turn < 30; turn++) {
    if (random() < 0.7) foesAct(play, turn)
    else honestAct(play, turn)
  }
  const before = [
    { name: 'the whole', envelopes: world.envelopes },
    ...facilitators.map((person) => ({ name: person.member, envelopes: person.log.all() })),
  ]
  if (random() < 0.5)
    for (const e of world.envelopes) for (const person of [...facilitators, ...members]) person.learn(e)
  meetAndExpel(play)
  const met = facilitators[0].log.all()
  repair(play)
  const repaired = facilitators[0].log.all()
  const after = writeAfter(play)
  for (let turn = 100; turn < 112; turn++) foesAct(play, turn)

  const { seized, puppets, former, foes, newcomers, wrote } = play
  const history = {
    seed,
    envelopes: world.envelopes,
    spaces: world.spaces,
    cast: {
      seized: nameOf(seized),
      facilitators: facilitators.map(nameOf),
      members: members.map(nameOf),
      mustBeOut: [seized, ...puppets, ...(former ? [former] : [])].map(nameOf),
      newcomers: newcomers.map(nameOf),
      foeBoxes: [paperBox(seized.member), ...foes.flatMap((foe) => foe.boxes)],
      foeKeys: foes.flatMap((foe) => [...foe.own]),
    },
    checkpoints: { before, met, repaired },
    wrote,
    after,
  }
  return { ...history, outcome: attackOutcome(history) }
}

/** Who is who, a case that some work on, and a word of each honest facilitator after all this. */
const stage = (seed) => {
  const random = randomFrom(seed)
  const world = new Recorder()
  const count = 3 + Math.floor(random() * 3)
  const people = network(world, count, 8, random() < 0.5 ? 1 : count)
  const facilitators = people.slice(0, count)
  const members = people.slice(count, count + 6)
  const [seized] = facilitators.splice(random() < 0.4 ? 0 : Math.floor(random() * count), 1)
  const [a, b] = facilitators
  const everybodyMeets = () => {
    for (let round = 0; round < 2; round++) for (const person of people) person.meet(a)
  }

  const space = a.create()
  a.mint(space)
  a.mint()
  for (const person of [members[0], members[1], seized, b]) a.grant(space, person)
  everybodyMeets()
  for (const person of facilitators) person.say('paper', { opens: false })
  everybodyMeets()

  const team = [seized]
  if (random() < 0.5) team.push(people[count + 6])
  if (random() < 0.5) addProvisionals({ random, world, people, team, honest: a, seized, everybodyMeets })
  const former = random() < 0.5 ? people[count + 7] : null
  if (former) {
    a.say('expel', { member: former.member, cut: a.cut(former.member) })
    for (const person of facilitators) person.meet(a)
  }
  for (const person of people) if (person !== former) person.meet(a)

  return {
    random,
    world,
    space,
    people,
    facilitators,
    members,
    seized,
    team,
    former,
    foes: former ? [...team, former] : [...team],
    puppets: [],
    newcomers: [],
    wrote: [],
    lastHonest: seized.last(seized.device) ?? { seq: 0 },
  }
}

/** An honest woman's half is taken back, else the seized laptop could complete it. */
const addProvisionals = ({ random, world, people, team, honest, seized, everybodyMeets }) => {
  for (const name of ['q1', 'q2']) {
    const laptop = new Laptop(name, `${name}.1`, world)
    const by = pick(random, [honest, seized])
    const half = by.admit(laptop, 'facilitator')
    if (by === honest) honest.say('lift', { op: half.id })
    team.push(laptop)
    people.push(laptop)
    everybodyMeets()
  }
}

const honestAct = (play, turn) => {
  const { random, world, space, facilitators, members, foes, newcomers, wrote } = play
  const honest = [...facilitators, ...members]
  const person = pick(random, honest)
  if (!person.isLive) return
  if (random() < 0.4 && person.state.facilitator(person.member)) {
    const newcomer = new Laptop(`h${turn}`, `h${turn}.1`, world)
    person.admit(newcomer)
    newcomer.meet(person)
    newcomers.push(newcomer)
  } else {
    const e = person.write(space)
    if (e) wrote.push({ id: e.id, by: person.member, key: e.key })
  }
  if (random() < 0.3) pick(random, honest).learnFrom(person)
  if (random() < 0.3) pick(random, foes).learnFrom(person)
  if (random() < 0.3) for (const e of pick(random, foes).log.all()) if (random() < 0.7) person.learn(e)
}

const honestMeet = ({ facilitators, members }) => {
  for (let round = 0; round < 2; round++) {
    for (const person of [...facilitators, ...members]) person.meet(facilitators[0])
  }
}

/** Two of those who are free, if there are two, expel her from her last honest word on. */
const meetAndExpel = (play) => {
  const { facilitators, seized, lastHonest } = play
  honestMeet(play)
  const { state } = facilitators[0]
  const isFree = ({ member }) => state.full(member)
  const signers = [...facilitators.filter(isFree), ...facilitators.filter((person) => !isFree(person))].slice(0, 2)
  for (const signer of signers) {
    signer.say('expel', { member: seized.member, cut: { [seized.device]: lastHonest } })
    honestMeet(play)
  }
}

/** Two lift who is held, and expel who was hers. */
const repair = (play) => {
  const { facilitators, members, team, puppets } = play
  const [first] = facilitators
  const eachOfTwoSays = (type, p) => {
    const two = facilitators.filter((person) => first.state.full(person.member)).slice(0, 2)
    for (const person of two) {
      person.say(type, p)
      honestMeet(play)
    }
  }
  const nothingOf = (member) => {
    const devices = [...first.state.devices].filter(([, d]) => d.member === member)
    return Object.fromEntries(devices.map(([device]) => [device, { seq: 0 }]))
  }
  for (let round = 0; round < 3; round++) {
    honestMeet(play)
    for (const { member } of [...facilitators, ...members]) {
      if (!first.state.live(member) && !first.state.out(member)) eachOfTwoSays('lift', { member })
    }
    for (const { member } of [...team.slice(1), ...puppets]) {
      const { state } = first
      if (state.isMember(member) && !state.out(member)) eachOfTwoSays('expel', { member, cut: nothingOf(member) })
    }
  }
}

const writeAfter = (play) => {
  const { facilitators, members, space } = play
  const after = []
  for (const person of [facilitators[0], members[0], facilitators[1]]) {
    honestMeet(play)
    for (const facilitator of facilitators) facilitator.sendBoxes(space)
    honestMeet(play)
    const e = person.write(space)
    if (e) after.push({ id: e.id, by: person.member, key: e.key })
  }
  honestMeet(play)
  return after
}
