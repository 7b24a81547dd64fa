export type Role = 'member' | 'facilitator' | 'coordinator'
export type Cut = Readonly<Record<string, { readonly seq: number; readonly id?: string }>>
export type Lockbox = { readonly to: string; readonly key: string }

/** The fields of an op; which of them there are depends on its type. */
export type Fields = Readonly<{
  member?: string
  device?: string
  box?: string
  role?: Role
  request?: string
  invite?: string
  proof?: string
  kind?: string
  cut?: Cut
  key?: string
  opens?: boolean
  op?: string
  branch?: string
  space?: string
  ids?: readonly string[]
  full?: readonly string[]
  m?: number
  members?: readonly string[]
  other?: boolean
}>

export type Envelope = {
  readonly id: string
  readonly device: string
  readonly seq: number
  readonly prev: string | null
  readonly rootHeads: readonly string[]
  /** `bundle`, or the type of an op. */
  readonly type: string
  readonly p: Fields
  /** null for root ops and for `create`, whose own id names its space. */
  readonly space: string | null
  readonly spaceHeads: readonly string[]
  /** The epoch key that it is sealed with; only bundles say it. */
  readonly key: string | null
  readonly boxes: readonly Lockbox[]
  readonly holds: readonly string[]
  readonly deps: readonly string[]
}

/** What an envelope may name; the rest is empty. */
export type Draft = { device: string; seq: number; type: string; prev?: string | null; p?: Fields } & Partial<Named>
export type Named = Pick<Envelope, 'rootHeads' | 'space' | 'spaceHeads' | 'key' | 'boxes' | 'holds' | 'deps'>
export declare const envelope: (draft: Draft) => Envelope

/** How an op was judged in its own past. */
export type Judgement = {
  readonly by: string
  readonly single?: boolean
  readonly half?: string
  readonly role?: Role
  readonly alone?: Role | null
  readonly invite?: string
  readonly self?: boolean
  readonly takes?: 'all' | 'device' | 'role' | 'time'
  readonly target?: string
  readonly suspends?: string
  readonly facilitator?: boolean
  readonly guardian?: string
  readonly m?: number
}

export type RootView = {
  readonly members: readonly (readonly [
    member: string,
    { readonly role: Role; readonly isFull: boolean; readonly live: boolean; readonly gone: boolean } & {
      readonly suspenders: readonly string[]
    },
  ])[]
  readonly devices: readonly (readonly [
    device: string,
    { readonly member: string; readonly box: string; readonly live: boolean },
  ])[]
  readonly gone: readonly string[]
  readonly goneDevices: readonly string[]
  readonly suspended: readonly (readonly [member: string, by: readonly string[]])[]
  readonly fulls: readonly (readonly [member: string, role: Exclude<Role, 'member'>])[]
  /** Members whose paper is a recipient. */
  readonly papers: readonly string[]
  readonly guardians: { readonly m: number; readonly members: readonly string[] } | null
  readonly erased: readonly string[]
  readonly backups: readonly (readonly [name: string, member: string])[]
  /** Ids of root ops that were judged to count and do not. */
  readonly void: readonly string[]
}

export type Verdict = 'counts' | 'quarantined' | 'waiting' | 'refused'

export type SpaceView = {
  readonly owner: string | null
  readonly granted: readonly string[]
  /** Epochs that may be written under, the current one first. */
  readonly usable: readonly string[]
  readonly verdicts: readonly (readonly [bundle: string, verdict: Verdict])[]
}

export type View = {
  readonly root: RootView
  readonly usableRoot: readonly string[]
  readonly spaces: Readonly<Record<string, SpaceView>>
}

/** The state of what a log holds, as questions; `dump` is one comparable string of all its answers. */
export type State = {
  readonly guardians: RootView['guardians']
  readonly erased: ReadonlySet<string>
  readonly gone: ReadonlySet<string>
  readonly goneDevices: ReadonlySet<string>
  readonly suspended: ReadonlyMap<string, ReadonlySet<string>>
  readonly fulls: ReadonlyMap<string, Exclude<Role, 'member'>>
  readonly backups: ReadonlyMap<string, string>
  readonly papers: ReadonlySet<string>
  readonly devices: ReadonlyMap<string, RootView['devices'][number][1]>
  readonly members: ReadonlyMap<
    string,
    Omit<RootView['members'][number][1], 'suspenders'> & { readonly suspenders: ReadonlySet<string> }
  >
  live: (member: string) => boolean
  liveDevice: (device: string) => boolean
  full: (member: string) => boolean
  voidOps: () => readonly string[]
  fields: () => RootView
  dump: () => string
}

/** A set of envelopes that only grows; what it says does not depend on the order of arrival. */
export declare class Log {
  /** Envelopes that wait for something that they name. */
  readonly held: ReadonlyMap<string, Envelope>
  /** Whether the envelope was taken in now. */
  add(e: Envelope): boolean
  /** All that was taken in, pasts first. */
  all(): Envelope[]
  heads(): string[]
  spaceHeads(space: string): string[]
  state(): State
}

/** Everything that is said in one history. */
export declare class Recorder {
  note(e: Envelope): void
  /** Pasts first; what names something that nobody said comes last. */
  readonly envelopes: Envelope[]
  readonly spaces: string[]
}

export declare const NETWORK: 'network'

/** A person with a laptop, who does as an honest app does. `space` may be NETWORK where there is an epoch. */
export declare class Laptop {
  constructor(member: string, device: string, recorder?: Recorder)
  readonly member: string
  readonly device: string
  readonly request: string
  readonly boxes: string[]
  readonly box: string
  readonly log: Log
  readonly state: State
  readonly isLive: boolean
  seq: number
  prev: string | null
  learn(e: Envelope): boolean
  learnFrom(other: Laptop): void
  meet(other: Laptop): void
  /** The next envelope of this laptop; heads are all it knows, unless `fields` says others. */
  say(type: string, p?: Fields, fields?: Partial<Named>): Envelope
  last(device: string): { seq: number; id: string } | undefined
  cut(member: string): Cut
  keys(): Set<string>
  mint(space?: string): Envelope
  invite(role?: Role, fields?: Partial<Named>): Envelope
  admit(newcomer: Laptop, role?: Role, extra?: { invite?: string }, fields?: Partial<Named>): Envelope
  bind(other: Laptop, fields?: Partial<Named>): Envelope
  bindBackup(name: string): Envelope
  bindItself(proof: string, fields?: Partial<Named>): Envelope
  rebox(): Envelope
  create(kind?: string): string
  grant(space: string, other: Laptop, role?: Exclude<Role, 'member'>): Envelope
  revoke(space: string, member: string): Envelope
  handOver(space: string, member: string): Envelope
  sendBoxes(space: string): void
  /** null when she may not write there, or has no key yet. */
  write(space: string): Envelope | null
}

/** Full facilitators F0 … and members m0 …, a laptop each, who all know everything. */
export declare const network: (
  recorder: Recorder,
  facilitators: number,
  members: number,
  admitting?: number,
) => Laptop[]

export type Played = { readonly envelopes: readonly Envelope[]; readonly spaces: readonly string[] }
export type Person = { readonly member: string; readonly device: string }
export type Outcome = true | string

export type HonestHistory = Played & {
  readonly seed: number
  readonly people: readonly Person[]
  /** `by` is the device; `out` are members whom the author knew to be out. */
  readonly wrote: readonly { id: string; space: string; key: string; by: string; out: readonly string[] }[]
  readonly outcome: Outcome
}

export type AttackHistory = Played & {
  readonly seed: number
  readonly cast: {
    readonly seized: Person
    readonly facilitators: readonly Person[]
    readonly members: readonly Person[]
    readonly mustBeOut: readonly Person[]
    readonly newcomers: readonly Person[]
    readonly foeBoxes: readonly string[]
    readonly foeKeys: readonly string[]
  }
  /** What was held at moments of the history. */
  readonly checkpoints: {
    readonly before: readonly { readonly name: string; readonly envelopes: readonly Envelope[] }[]
    readonly met: readonly Envelope[]
    readonly repaired: readonly Envelope[]
  }
  /** `by` is the member. */
  readonly wrote: readonly { id: string; by: string; key: string }[]
  readonly after: readonly { id: string; by: string; key: string }[]
  readonly outcome: Outcome
}

export declare const honestHistory: (seed: number) => HonestHistory
export declare const attackHistory: (seed: number) => AttackHistory
export declare const scenarios: readonly { readonly name: string; readonly run: () => Played & { ok: boolean } }[]

/** Spaces that are not in the log are left out. */
export declare const view: (log: Log, spaces: readonly string[]) => View
/** Each root op that was taken in: how it was judged, or null if it never counts. */
export declare const judgements: (log: Log) => Map<string, Judgement | null>
/** Folds in so many random orders, and with only a part delivered first. */
export declare const sameInEveryOrder: (history: Played, orders: number, seed?: number) => Outcome

export declare const randomFrom: (seed: number) => () => number
export declare const shuffle: <T>(random: () => number, list: readonly T[]) => T[]
