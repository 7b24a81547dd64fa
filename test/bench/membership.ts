import { parseBindRequest } from '#core/identity/bindRequest'
import { parseJoinRequest } from '#core/identity/joinRequest'
import { memberIdOf } from '#core/identity/memberKeys'
import type { Ledger } from '#core/envelopes/ledger'
import { openLedger } from '#core/envelopes/ledger'
import type { Entry } from '#core/spaces/entry'
import type { RootBench } from '#core/spaces/rootLog'
import { memberOf } from '#core/spaces/rootState'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { authorWhoAsks, wireOf } from './craft'
import { diamondEntries, judgeAll } from './diamonds'
import type { Diamond } from './diamonds'
import { copyVault, keyOf, openLaptop } from './laptop'
import type { Laptop } from './laptop'
import { time } from './measure'
import type { Bench, Budget, Figure, Part } from './measure'
import { emptyMember, growTo, newNetwork } from './network'
import type { Network } from './network'
import { allWires, takeAll } from './open'
import type { TeamPeer } from './teamPeer'

type Cost = { readonly ms: number; readonly bytes: number }

/** What the host says in some work: CPU ms and bytes of envelopes. */
const costOf = async (host: Laptop, work: () => Promise<unknown>): Promise<Cost> => {
  const { chains } = host.ledger()
  const before = chains.count()
  const { cpu } = await time(work)
  let bytes = 0
  for (let no = before + 1, held = chains.byNumber(no); held?.body; held = chains.byNumber(++no))
    bytes += wireOf({ signed: held.signed, body: held.body }).length
  return { ms: cpu * 1_000, bytes }
}

/** Invites and admits one more; the newcomer's own part is not in it. */
const admitOneMore = async (host: Laptop, alias: string): Promise<Cost> => {
  let code = ''
  const inviting = await costOf(host, async () => {
    code = (await host.call('invitation.create', { role: 'member' })).code
  })
  const { requestId } = authorWhoAsks(host, code, alias)
  const admitting = await costOf(host, () => host.call('request.admit', { requestId, checked: true }))
  return { ms: inviting.ms + admitting.ms, bytes: inviting.bytes + admitting.bytes }
}

/** Expels a plain member: the op, and the epoch that follows it at once. */
const expelOne = async (host: Laptop, memberId: string): Promise<Cost> => {
  const cost = await costOf(host, () => host.call('member.expel', { memberId, reason: 'práctica' }))
  const { gone, devices } = host.ledger().state()
  const epoch = host.ledger().root().counting('epoch').at(-1)?.entry.op
  if (!gone.has(memberId) || !epoch || epoch.to.length >= devices.size) throw new Error('no rotation followed')
  return cost
}

/** Every op of the root that a vault holds, in order of arrival. */
const rootEntries = (ledger: Ledger): Entry[] =>
  ledger.db
    .prepare('SELECT e.id FROM op o JOIN envelope e ON e.no = o.envelope WHERE o.space IS NULL ORDER BY o.no', {
      pluck: true,
    })
    .all<Bytes>()
    .flatMap((id) => ledger.root().entry(idHex(id)) ?? [])

/** The rules over requests that were read and verified before, so that only the fold is timed. */
const rulesOver = (entries: readonly Entry[], network: string): RootBench => {
  const requests = entries.flatMap(({ op }) => (op.type === 'admit' || op.type === 'bind' ? [op.request] : []))
  const joins = new Map(requests.map((raw) => [raw, parseJoinRequest(raw, network)]))
  const binds = new Map(requests.map((raw) => [raw, parseBindRequest(raw, network)]))
  return {
    network,
    founder: ({ op }) => memberIdOf(op.root),
    join: (raw) => joins.get(raw),
    bind: (raw) => binds.get(raw),
  }
}

/** The peer where it runs; else why not. */
const createPeer = async (size: number): Promise<TeamPeer | string> => {
  try {
    const { createTeamPeer } = await import('./teamPeer')
    return createTeamPeer(size, 6)
  } catch (error) {
    return `@localfirst/auth does not run here: ${error instanceof Error ? error.message : String(error)}`
  }
}

type Run = { readonly seeds: readonly number[]; readonly runs: number; readonly progress: (text: string) => void }

const atMost = (most: number): Budget => ({ of: 'ours', atMost: most })
const none = { peerName: '', peer: [], budget: undefined }

/** Of a network as it stands now: taken in, loaded, one more, one less, judged. The vault is closed while it is measured. */
const networkFigures = async (network: Network, { seeds, runs, progress }: Run): Promise<Figure[]> => {
  const { host, newest, members } = network
  const size = members.length
  const wires = allWires(host)
  const bytes = wires.reduce((sum, wire) => sum + wire.length, 0)
  const { network: id } = host.ledger()
  const [taken, loaded, judged, folded]: [number[], number[], number[], number[]] = [[], [], [], []]
  const [admitted, expelled]: [Cost[], Cost[]] = [[], []]
  const key = await keyOf(host.vault)
  host.local.db.pragma('wal_checkpoint(TRUNCATE)')
  const acting = await openLaptop(copyVault(host.vault), key)
  const plain = members.slice(6)
  for (let run = 0; run < runs; run++) {
    progress(`${size} members, run ${run + 1} of ${runs}`)
    const reader = await emptyMember(id, newest.device)
    taken.push((await time(() => takeAll(reader, wires))).cpu)
    const ledger = reader.ledger()
    const { devices, members: known } = ledger.state()
    if (
      known.size !== size ||
      devices.size !== size * 2 ||
      memberOf(ledger.state(), newest.device.deviceId) === undefined
    )
      throw new Error('the reader does not know everybody')
    const loading = await time(() => {
      const again = openLedger(ledger.db, id, newest.device, ledger.now)
      return again.state()
    })
    if (loading.value.devices.size !== size * 2) throw new Error('the load is short')
    loaded.push(loading.cpu * 1_000)
    const entries = rootEntries(ledger)
    const { all, one, log } = await judgeAll(entries, rulesOver(entries, id))
    if (log.state().devices.size !== size * 2) throw new Error('the fold is short')
    judged.push(all)
    folded.push(one)
    await reader.close()
    admitted.push(await admitOneMore(acting, `Nueva ${run}`))
    expelled.push(await expelOne(acting, plain[run] ?? ''))
  }
  await acting.close()

  progress(`${size} members, the peer`)
  const peer = await createPeer(size)
  const theirs: { load: number; remove: number; bytes: number }[] = []
  if (typeof peer === 'string') progress(peer)
  else for (let run = 0; run < runs; run++) theirs.push(await peer.load())
  const data = `${size} members with two laptops each, admitted by six facilitators: ${wires.length} envelopes, ${Math.round(bytes / 1024)} KiB`
  const common = { ...none, data: typeof peer === 'string' ? `${data}; no peer: ${peer}` : data, seeds }
  const isLarge = size >= 200
  const named = (text: string): string => `${text}, ${size} members`
  return [
    { ...common, name: named('whole log taken in from nothing'), unit: 'CPU s', ours: taken },
    {
      ...common,
      name: named('load from disk'),
      unit: 'CPU ms',
      ours: loaded,
      peerName: '@localfirst/auth loadTeam',
      peer: theirs.map(({ load }) => load),
      budget: atMost(500),
    },
    { ...common, name: named('admit one more'), unit: 'CPU ms', ours: admitted.map(({ ms }) => ms) },
    { ...common, name: named('admit one more (bytes)'), unit: 'B', ours: admitted.map(({ bytes: of }) => of) },
    {
      ...common,
      name: named('expel one, and a new key for all'),
      unit: 'CPU ms',
      ours: expelled.map(({ ms }) => ms),
      peerName: '@localfirst/auth remove',
      peer: theirs.map(({ remove }) => remove),
      budget: isLarge ? atMost(250) : undefined,
    },
    {
      ...common,
      name: named('expel one, and a new key for all (bytes)'),
      unit: 'B',
      ours: expelled.map(({ bytes: of }) => of),
      peerName: '@localfirst/auth remove',
      peer: theirs.map(({ bytes: of }) => of),
      budget: isLarge ? atMost(80_000) : undefined,
    },
    { ...common, name: named('judge all from nothing, rules alone'), unit: 'CPU ms', ours: judged },
    { ...common, name: named('one fold'), unit: 'CPU ms', ours: folded, budget: atMost(10) },
  ]
}

const diamondFigures = async (of: Diamond, count: number, budget: number, { seeds, runs }: Run): Promise<Figure[]> => {
  const { entries, rules } = diamondEntries(of, count)
  const all: number[] = []
  const one: number[] = []
  for (let run = 0; run < runs; run++) {
    const judging = await judgeAll(entries, rules)
    all.push(judging.all)
    one.push(judging.one)
  }
  const data = `two facilitators at once ${count} times, each followed by an epoch: ${entries.length} ops, rules alone`
  const common = { ...none, data, seeds, unit: 'CPU ms' }
  return [
    { ...common, name: `${count} diamonds of ${of}, judged from nothing`, ours: all, budget: atMost(budget) },
    { ...common, name: `${count} diamonds of ${of}, one fold`, ours: one, budget: atMost(10) },
  ]
}

/** Membership: what it costs to learn, load and change who is in. */
export const membershipPart: Part = {
  name: 'membership',
  async run({ quick, seed, progress }: Bench): Promise<Figure[]> {
    const [sizes, diamonds, runs] = quick ? [[12, 20], 40, 2] : [[112, 200], 400, 3]
    const run = { seeds: [seed], runs, progress }
    const figures: Figure[] = []
    const network = await newNetwork()
    for (const size of sizes) {
      progress(`a network of ${size}`)
      growTo(network, size)
      figures.push(...(await networkFigures(network, run)))
    }
    await network.host.close()
    progress(`${diamonds} diamonds`)
    figures.push(...(await diamondFigures('epochs', diamonds, 250, run)))
    figures.push(...(await diamondFigures('suspend and lift', diamonds, 1_000, run)))
    return figures
  },
}
