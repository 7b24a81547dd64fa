// People with laptops. An honest one names all she knows; whoever writes an attack names the heads that she likes.
import { envelope, parents } from './envelope.mjs'
import { keysOf, NETWORK, recipients, spaceField, usable } from './epochs.mjs'
import { Log } from './log.mjs'
import { holdsByRole, spaceAt } from './space.mjs'
import { paperBox } from './state.mjs'
import { verdicts } from './verdicts.mjs'

/** Everything that is said in one history, whoever holds it. */
export class Recorder {
  #said = new Map()
  #keys = 0

  note(e) {
    this.#said.set(e.id, e)
  }

  /** Pasts first; what names something that nobody said comes last. */
  get envelopes() {
    const sorted = []
    const placed = new Set()
    const place = (e) => {
      if (placed.has(e.id)) return
      placed.add(e.id)
      for (const id of parents(e)) if (this.#said.has(id)) place(this.#said.get(id))
      sorted.push(e)
    }
    const isForged = (e) => !parents(e).every((id) => this.#said.has(id))
    const all = [...this.#said.values()]
    for (const e of [...all.filter((e) => !isForged(e)), ...all.filter(isForged)]) place(e)
    return sorted
  }

  get spaces() {
    return [...this.#said.values()].filter((e) => e.type === 'create').map((e) => e.id)
  }

  nextKey() {
    this.#keys += 1
    return `K${this.#keys}`
  }
}

export class Laptop {
  constructor(member, device, recorder = new Recorder()) {
    this.member = member
    this.device = device
    this.recorder = recorder
    this.request = `${device} of ${member}` // stands for the request signed by both keys
    this.boxes = [`${device}/b`] // the last is the current one
    this.log = new Log()
    this.seq = 0
    this.prev = null
    this.own = new Set() // keys that she minted
  }

  get box() {
    return this.boxes.at(-1)
  }

  get state() {
    return this.log.state()
  }

  /** May she speak at all? */
  get isLive() {
    return this.state.live(this.member) && this.state.liveDevice(this.device)
  }

  learn(e) {
    this.recorder.note(e)
    return this.log.add(e)
  }

  /** Learns all that the other holds. */
  learnFrom(other) {
    for (const e of other.log.all()) this.log.add(e)
    for (const e of other.log.held.values()) this.log.add(e)
  }

  meet(other) {
    other.learnFrom(this)
    this.learnFrom(other)
  }

  /** The next envelope of this device. Heads are all she knows, unless `fields` says others. */
  say(type, p = {}, fields = {}) {
    const place = { device: this.device, seq: this.seq + 1, prev: this.prev }
    const e = envelope({ ...place, rootHeads: fields.rootHeads ?? this.log.heads(), type, p, ...fields })
    this.seq += 1
    this.prev = e.id
    this.learn(e)
    return e
  }

  /** The last envelope of a device that she holds. */
  last(device) {
    const chain = this.log.list.filter((n) => n.e.device === device).map((n) => n.e)
    if (chain.length === 0) return undefined
    const { seq, id } = chain.reduce((last, e) => (e.seq > last.seq ? e : last))
    return { seq, id }
  }

  /** The cut that an honest woman writes: the last envelope she holds of each device of the member. */
  cut(member) {
    const devices = [...this.state.devices].filter(([, d]) => d.member === member).map(([device]) => device)
    const lasts = devices.map((device) => [device, this.last(device)])
    return Object.fromEntries(lasts.filter(([, last]) => last !== undefined))
  }

  keys() {
    return keysOf(this.log.all(), this.boxes, this.own)
  }

  /** The best usable epoch of which she has the key. */
  holding(space) {
    const keys = this.keys()
    return usable(this.log, space).find((n) => keys.has(n.e.p.key))
  }

  mint(space = NETWORK) {
    const keys = this.keys()
    const key = this.recorder.nextKey()
    this.own.add(key)
    const epochs = this.log.list.filter((n) => n.e.type === 'epoch' && n.e.space === spaceField(space))
    const to = [...recipients(this.log, this.log.everything(), space).keys()]
    const fields = {
      boxes: to.map((box) => ({ to: box, key })),
      holds: epochs.map((n) => n.e.p.key).filter((earlier) => keys.has(earlier)),
    }
    return this.#sayIn(space, 'epoch', { key }, fields)
  }

  invite(role = 'member', fields = {}) {
    return this.say('invite', { role }, fields)
  }

  /** Invites first, unless the invitation is named in `extra`. */
  admit(newcomer, role = 'member', extra = {}, fields = {}) {
    const invite = extra.invite ?? this.invite(role, fields).id
    const { member, device, box, request } = newcomer
    const p = { member, device, box, request, ...extra, invite }
    return this.say('admit', p, { ...fields, boxes: this.lockbox(NETWORK, box) })
  }

  /** Binds another laptop to the same member. */
  bind(other, fields = {}) {
    const { member, device, box, request } = other
    return this.say('bind', { member, device, box, request }, fields)
  }

  bindBackup(name) {
    return this.say('bind', { member: this.member, device: name, kind: 'backup', request: `${name} of ${this.member}` })
  }

  /** The first word of a new device: `paper:<member>` or `backup:<name>` proves whose it is. */
  bindItself(proof, fields = {}) {
    const { member, device, box, request } = this
    return this.say('bind', { member, device, box, request, proof }, fields)
  }

  rebox() {
    this.boxes.push(`${this.device}/b${this.boxes.length + 1}`)
    return this.say('rebox', { box: this.box })
  }

  create(kind = 'case') {
    return this.say('create', { kind }).id
  }

  /** No key goes with a grant that does not hold yet. */
  grant(space, other, role) {
    const { member } = other
    const p = role === undefined ? { member } : { member, role }
    if (usable(this.log, space).length === 0) this.mint(space)
    const epoch = this.holding(space)
    const due = [...this.state.recipients()].filter(([, whose]) => whose === member).map(([box]) => box)
    const boxes = epoch && holdsByRole(this.state, member, role) ? due.map((to) => ({ to, key: epoch.e.p.key })) : []
    return this.#sayIn(space, 'grant', p, { boxes })
  }

  revoke(space, member) {
    return this.#sayIn(space, 'revoke', { member, cut: this.cut(member) })
  }

  handOver(space, member) {
    return this.#sayIn(space, 'owner', { member })
  }

  lockbox(space, to) {
    const epoch = this.holding(space)
    return epoch ? [{ to, key: epoch.e.p.key }] : []
  }

  /** Sends the current key to every recipient that has not been given it. */
  sendBoxes(space) {
    const epoch = this.holding(space)
    if (!epoch) return
    const { key } = epoch.e.p
    for (const to of recipients(this.log, this.log.everything(), space).keys()) {
      const hasIt = this.log.list.some((n) => n.e.boxes.some((box) => box.to === to && box.key === key))
      if (!hasIt && to !== this.box) this.#sayIn(space, 'box', {}, { boxes: [{ to, key }] })
    }
  }

  /** Writes if she may, and mints when a rotation is owed. Returns null when she may not or has no key yet. */
  write(space) {
    if (!this.isLive) return null
    const { granted } = spaceAt(this.log, this.log.everything(), space)
    if (!granted.has(this.member)) return null
    if (usable(this.log, space).length === 0) this.mint(space)
    const epoch = this.holding(space)
    if (!epoch) return null
    const found = verdicts(this.log, space)
    const deps = this.log.bundleHeads(space, (n) => found.get(n.e.id) === 'counts')
    return this.#sayIn(space, 'bundle', {}, { deps, key: epoch.e.p.key })
  }

  #sayIn(space, type, p, fields = {}) {
    if (space === NETWORK) return this.say(type, p, fields)
    return this.say(type, p, { space, spaceHeads: this.log.spaceHeads(space), ...fields })
  }
}

/** All boxes that a member of these laptops can open, with her paper. */
export const boxesOf = (laptops, member) => [
  paperBox(member),
  ...laptops.filter((laptop) => laptop.member === member).flatMap((laptop) => laptop.boxes),
]

/**
 * Full facilitators F0 … (F0 founded and is coordinator) and members m0 …, a laptop each; everybody knows everything.
 * The members are admitted in turn by the first `admitting` facilitators.
 */
export const network = (recorder, facilitators, members, admitting = 1) => {
  const names = [
    ...Array.from({ length: facilitators }, (_, i) => `F${i}`),
    ...Array.from({ length: members }, (_, i) => `m${i}`),
  ]
  const people = names.map((name) => new Laptop(name, `${name}.1`, recorder))
  const [founder, second] = people
  founder.say('found', { member: founder.member, device: founder.device, box: founder.box })
  people.forEach((person, i) => {
    if (i === 0) return
    if (i >= facilitators) {
      const by = people[i % Math.min(admitting, facilitators)]
      by.meet(founder)
      by.admit(person)
      founder.meet(by)
      return
    }
    founder.admit(person, 'facilitator')
    if (i === 1) return // one alone is enough
    second.meet(founder)
    second.say('set-role', { member: person.member, role: 'facilitator' })
    founder.meet(second)
  })
  for (const person of people) person.meet(founder)
  return people
}
