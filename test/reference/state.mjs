// What a fold says, as questions.
import { isStanding } from './envelope.mjs'
import { getOrMake } from './maps.mjs'
import { opVoid } from './opVoid.mjs'
import { knows } from './takings.mjs'

/** The envelope box of a member's paper. Other boxes are known by the op that named them. */
export const paperBox = (member) => `paper:${member}`

export class State {
  #void = null
  #vouchers = null

  /** @param facts what the strata decided, see fold.mjs */
  constructor(facts) {
    this.facts = facts
    this.guardians = facts.guardians
    this.erased = facts.erased
    this.suspended = new Map() // member → who suspended her
    this.gone = new Set()
    this.goneDevices = new Set(facts.forks.map((fork) => fork.device))
    this.members = new Map() // member → {role, isFull, live, gone, suspenders}
    this.devices = new Map() // device → {member, box, live}
    this.backups = new Map() // name of a backup key → member
    this.invites = new Map() // invitation → an admission that used it
    this.boxes = new Map() // box → device, former boxes too
    this.papers = new Set() // members whose paper is a recipient
    this.fulls = new Map() // member → facilitator | coordinator

    this.#readTakings()
    const given = this.#readOps()
    this.#setRoles(given.roleGivers)
    this.#setDevices(given.devices, given.backups)
    this.#setPapers()
    this.givers = (device) => given.devices.get(device)?.givers ?? []
    this.roleGivers = (member) => given.roleGivers.get(member) ?? []
  }

  /** Is this name taken by a member, a device or a backup key? */
  known(name) {
    return this.members.has(name) || this.devices.has(name) || this.backups.has(name) || this.gone.has(name)
  }

  isMember(member) {
    return this.members.has(member)
  }

  out(member) {
    return this.gone.has(member)
  }

  member(device) {
    return this.devices.get(device)?.member ?? null
  }

  live(member) {
    return this.members.get(member)?.live ?? false
  }

  liveDevice(device) {
    return this.devices.get(device)?.live ?? false
  }

  role(member) {
    return this.members.get(member)?.role ?? 'member'
  }

  isFull(member) {
    return this.fulls.has(member)
  }

  isFullCoordinator(member) {
    return this.fulls.get(member) === 'coordinator'
  }

  wasFull(member) {
    return this.facts.wasFull.has(member)
  }

  full(member) {
    return this.isFull(member) && this.live(member)
  }

  /** Provisional ones too. */
  facilitator(member) {
    return this.role(member) !== 'member' && this.live(member)
  }

  suspenders(member) {
    return this.suspended.get(member) ?? new Set()
  }

  hasLivePair() {
    return [...this.fulls.keys()].filter((member) => this.live(member)).length >= 2
  }

  /** Boxes of live devices, and papers that are recipients: whom an epoch is for. */
  recipients() {
    const boxes = new Map()
    for (const { box, member, live } of this.devices.values()) if (live && this.live(member)) boxes.set(box, member)
    for (const member of this.papers) if (this.live(member)) boxes.set(paperBox(member), member)
    return boxes
  }

  /** The live member who can open a box now, or null. */
  openerOf(box) {
    if (box.startsWith('paper:')) {
      const member = box.slice('paper:'.length)
      return this.live(member) ? member : null
    }
    const device = this.boxes.get(box)
    const member = this.member(device)
    return this.liveDevice(device) && this.live(member) ? member : null
  }

  /** Root ops that may vouch: judged, and not taken back by what two said. */
  vouchers() {
    this.#vouchers ??= this.facts.vouchers()
    return this.#vouchers
  }

  /** Ids of judged root ops that do not count. */
  voidOps() {
    const isVoid = (o) => (isStanding(o.e) ? this.facts.dead.has(o) : opVoid(this, o, o.auth.by))
    this.#void ??= this.facts.rootOps
      .filter(isVoid)
      .map((o) => o.e.id)
      .sort()
    return this.#void
  }

  /** All of it as plain values, in one order. */
  fields() {
    return {
      members: sortedEntries(this.members).map(([member, m]) => [
        member,
        { role: m.role, isFull: m.isFull, live: m.live, gone: m.gone, suspenders: [...m.suspenders].sort() },
      ]),
      devices: sortedEntries(this.devices).map(([device, d]) => [
        device,
        { member: d.member, box: d.box, live: d.live },
      ]),
      gone: [...this.gone].sort(),
      goneDevices: [...this.goneDevices].sort(),
      suspended: sortedEntries(this.suspended).map(([member, who]) => [member, [...who].sort()]),
      fulls: sortedEntries(this.fulls),
      papers: [...this.papers].sort(),
      guardians: this.guardians,
      erased: [...this.erased].sort(),
      backups: sortedEntries(this.backups),
      void: this.voidOps(),
    }
  }

  /** One string for comparing folds. */
  dump() {
    return JSON.stringify(this.fields())
  }

  #readTakings() {
    for (const { kind, member, device, nodes } of this.facts.takings) {
      if (kind === 'all') this.gone.add(member)
      if (kind === 'device') this.goneDevices.add(device)
      if (kind === 'time') getOrMake(this.suspended, member, () => new Set()).add(nodes[0].auth.by)
    }
  }

  #readOps() {
    const { ops, dead, paired } = this.facts
    const given = { devices: new Map(), backups: new Map(), roleGivers: new Map() }
    for (const o of ops) {
      if (dead.has(o)) continue
      this.#claimBox(o)
      const { type, p } = o.e
      if (type === 'found' || type === 'admit') {
        getOrMake(given.roleGivers, p.member, () => [])
        giveDevice(given.devices, o)
      }
      if (type === 'admit') {
        this.invites.set(o.auth.invite, o)
        if (o.auth.role !== 'member') given.roleGivers.get(p.member).push(o)
      }
      if (type === 'bind' && p.kind === 'backup') getOrMake(given.backups, p.device, () => p.member)
      else if (type === 'bind' && (o.auth.single || paired.has(o))) giveDevice(given.devices, o)
      // Lowering a coordinator is a set-role too, but gives nobody a role: it is not `single`.
      if (type === 'set-role' && o.auth.single) given.roleGivers.get(p.member)?.push(o)
      if (type === 'revoke-device' && o.auth.self) this.goneDevices.add(p.device)
      if (type === 'rebox') reboxDevice(given.devices, o)
    }
    return given
  }

  /** A box stays its device's even after a `rebox`. */
  #claimBox({ e }) {
    const { type, p, device } = e
    const isFirst = type === 'found' || type === 'admit' || (type === 'bind' && p.kind !== 'backup')
    if (isFirst || type === 'rebox') getOrMake(this.boxes, p.box, () => (type === 'rebox' ? device : p.device))
  }

  #setRoles(roleGivers) {
    const { takings, full, wasFull, fixed } = this.facts
    const roleTakings = takings.filter((t) => t.kind === 'role')
    for (const [member, all] of roleGivers) {
      const left = all.filter((o) => roleTakings.every((t) => t.member !== member || knows(o, t)))
      roleGivers.set(member, left)
      const wasUnmade = wasFull.has(member) && !full.has(member)
      const keeps = !wasUnmade || left.some((o) => !fixed.has(o))
      if (full.has(member)) this.fulls.set(member, full.get(member))
      const suspenders = this.suspenders(member)
      const gone = this.gone.has(member)
      this.members.set(member, {
        role: full.get(member) ?? (keeps ? highestRole(left) : 'member'),
        isFull: full.has(member),
        live: !gone && suspenders.size === 0,
        gone,
        suspenders,
      })
    }
  }

  #setDevices(devices, backups) {
    for (const [device, { member, box }] of devices) {
      if (!this.members.has(member)) continue
      // A suspended woman's devices stay live: only she is held.
      const live = !this.goneDevices.has(device) && !this.gone.has(member)
      this.devices.set(device, { member, box, live })
    }
    for (const [name, member] of backups) if (this.members.has(member)) this.backups.set(name, member)
  }

  /** Her latest words on her paper; if two who did not know of each other differ, it is no recipient. */
  #setPapers() {
    const { ops, dead } = this.facts
    const said = ops.filter((o) => o.e.type === 'paper' && !dead.has(o))
    for (const member of this.members.keys()) {
      const hers = said.filter((o) => o.auth.by === member)
      const latest = hers.filter((o) => !hers.some((later) => later.root.has(o.i)))
      if (latest.length > 0 && latest.every((o) => o.e.p.opens === true)) this.papers.add(member)
    }
  }
}

const sortedEntries = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

const highestRole = (givers) => {
  const roles = givers.map((o) => o.auth.role)
  if (roles.includes('coordinator')) return 'coordinator'
  return roles.length > 0 ? 'facilitator' : 'member'
}

/** Of two members who are given one device the first has it. */
const giveDevice = (devices, o) => {
  const { member, device, box } = o.e.p
  const given = getOrMake(devices, device, () => ({ member, box, boxSeq: 0, givers: [] }))
  if (given.member === member) given.givers.push(o)
}

/** The latest on the device's own chain wins. */
const reboxDevice = (devices, o) => {
  const given = devices.get(o.e.device)
  if (!given || o.e.seq <= given.boxSeq) return
  given.boxSeq = o.e.seq
  given.box = o.e.p.box
}
