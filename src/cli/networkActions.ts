import type { Action } from '#cli/action'
import type { Arguments } from '#cli/arguments'
import type { Output } from '#cli/output'
import { addressesOf, followLan, showAddress } from '#cli/showMeeting'
import { peerName, showCopies } from '#cli/showStatus'
import { answered, tell, withEngine } from '#cli/withEngine'
import type { Engine } from '#core/createEngine'
import type { Carrier } from '#core/sync/carriers'
import { readRecoveryWords } from '#cli/passphrase'
import { memberKeysFromWords } from '#core/identity/memberKeys'
import type { Report } from '#core/sync/report'
import type { CommandOutput } from '#shared/contract/commands'
import type { QueryOutput } from '#shared/contract/queries'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const seconds = (given: Arguments, otherwise: number): number => (given.wait ?? otherwise) * 1_000

/** `tejido network create --name N --country MX --as ALIAS [--kind network|regional] [--network new]` */
export const runNetwork: Action = (given, output) => {
  const { name, country, alias, kind } = given
  if (given.words[1] !== 'create' || name === undefined || country === undefined || alias === undefined)
    return Promise.resolve(fail('WrongUsage'))
  return withEngine(given, async (engine) =>
    tell(
      output,
      await answered<CommandOutput<'network.create'>>(
        engine.call('network.create', { name, country, alias, ...(kind === undefined ? {} : { kind }) }),
      ),
      ({ recoveryWords }) => {
        output.words('networkCreated')
        output.line(recoveryWords)
      },
    ),
  )
}

/** `tejido invite --role member|facilitator|coordinator` */
export const runInvite: Action = (given, output) => {
  if (given.role === undefined || given.words.length > 1) return Promise.resolve(fail('WrongUsage'))
  return withEngine(given, async (engine) =>
    tell(
      output,
      await answered<CommandOutput<'invitation.create'>>(engine.call('invitation.create', { role: given.role })),
      ({ code, expiresAt }) => {
        output.words('invited', { expiresAt })
        output.line(code)
      },
    ),
  )
}

const exchange = (
  engine: Engine,
  given: Arguments,
  output: Output,
  signal: AbortSignal,
  how: { wait: number; watch?: boolean; admit?: boolean; isDone?: () => boolean },
): Promise<Result<Report>> =>
  engine.exchange({
    carriers: given.carriers,
    signal,
    onListening: (port) => {
      output.progress('listening', { port })
      for (const address of addressesOf(given.carriers, port)) showAddress(output, address)
    },
    ...followLan(output, given.language),
    ...how,
  })

/** A carrier that did not answer is no failure of what was asked for locally. */
const isElsewhere = (result: Result<unknown>): boolean =>
  !result.ok &&
  [
    'NobodyAnswered',
    'LanNoNetwork',
    'LanNobody',
    'LanShut',
    'Unreachable',
    'HandshakeRefused',
    'NotKnownThere',
    'PeerTimeout',
    'FolderMissing',
    'RelayBusy',
  ].includes(result.error.type)

/** Asks with a code: fresh recovery words, or none when she comes back with her own. */
const ask = async (engine: Engine, given: Arguments, code: string, alias: string): Promise<Result<string | null>> => {
  if (given.wordsFile === undefined) {
    const asked = await answered<CommandOutput<'network.join'>>(engine.call('network.join', { code, alias }))
    return asked.ok ? ok(asked.value.recoveryWords) : asked
  }
  const words = readRecoveryWords(given.wordsFile)
  if (!words.ok) return words
  const asked = await answered(engine.call('network.recover', { code, recoveryWords: words.value }))
  return asked.ok ? ok(null) : asked
}

/** Words that were made for a newcomer are nobody's when the code was a pass. */
const areHers = (words: string | null, { asks, memberId }: QueryOutput<'me'>): words is string =>
  words !== null && asks !== 'device' && (memberId === null || memberId === memberKeysFromWords(words)?.memberId)

/** `tejido join CODE --as ALIAS [--words-file FILE] [--wait SECONDS]` + carriers */
export const runJoin: Action = (given, output, signal) => {
  const [, code, ...more] = given.words
  const { alias } = given
  if (code === undefined || alias === undefined || more.length > 0) return Promise.resolve(fail('WrongUsage'))
  return withEngine(given, async (engine): Promise<Result<unknown>> => {
    const asked = await ask(engine, given, code, alias)
    if (!asked.ok) return asked
    const until = Date.now() + seconds(given, 120)
    // on the local network there is nothing to begin anew: who comes is met, whenever she comes
    const round = given.carriers.every(({ kind }) => kind === 'lan') ? Infinity : 5_000
    const me = (): Promise<Result<QueryOutput<'me'>>> => answered(engine.query('me', undefined))
    let isIn = false
    for (;;) {
      const met =
        given.carriers.length === 0
          ? ok(undefined)
          : await exchange(engine, given, output, signal, { wait: Math.max(0, Math.min(round, until - Date.now())) })
      const now = await me()
      isIn = now.ok && !now.value.pending
      if (!met.ok && met.error.type === 'Cancelled') return met
      if (!met.ok && !isElsewhere(met)) return met
      if (isIn || given.carriers.length === 0 || Date.now() >= until) break
    }
    // once in, one more exchange brings what the answer did not hold
    if (isIn && given.carriers.some(({ kind }) => kind === 'folder'))
      await exchange(engine, given, output, signal, { wait: 0 })
    const now = await me()
    if (!now.ok) return now
    const { memberId, deviceId, checkWords, pending } = now.value
    const recoveryWords = areHers(asked.value, now.value) ? asked.value : null
    return tell(output, ok({ memberId, deviceId, checkWords, pending, recoveryWords }), () => {
      if (recoveryWords !== null) {
        output.words('recoveryWords')
        output.line(recoveryWords)
      }
      if (checkWords) {
        output.words('joinWords')
        output.line(checkWords.join(' '))
      }
      output.words(pending ? 'joinPending' : 'joined')
    })
  })
}

type Requests = QueryOutput<'request.list'>

/** `tejido admit [--list] [--auto] [REQUEST]` + carriers */
export const runAdmit: Action = (given, output, signal) => {
  const [, requestId, ...more] = given.words
  if (more.length > 0) return Promise.resolve(fail('WrongUsage'))
  return withEngine(given, async (engine): Promise<Result<unknown>> => {
    const requests = (): Promise<Result<Requests>> => answered(engine.query('request.list', undefined))
    const before = await requests()
    if (!before.ok) return before
    const done = new Set(before.value.requests.filter(({ admitted }) => admitted).map(({ id }) => id))
    const admit = (id: string, checked: boolean): Promise<Result<unknown>> =>
      engine.call('request.admit', { requestId: id, checked })
    let half: CommandOutput<'request.admit'> | undefined
    if (requestId !== undefined) {
      const admitted = await answered<CommandOutput<'request.admit'>>(admit(requestId, true))
      if (!admitted.ok) return admitted
      if (!admitted.value.done) half = admitted.value
    }
    if (given.auto) for (const { id, admitted } of before.value.requests) if (!admitted) await admit(id, false)
    if (given.carriers.length > 0) {
      const wait = seconds(given, 30)
      const met = await exchange(engine, given, output, signal, { wait, admit: given.auto })
      if (!met.ok) return met
    }
    return tell(output, await requests(), (value) => {
      if (value.requests.length === 0) output.words('noRequests')
      if (half) output.words('halfSaid', { signatures: half.signatures, needed: half.needed })
      for (const { id, kind, alias, checkWords, admitted } of value.requests) {
        if (admitted && done.has(id)) continue
        const words =
          kind === 'join' ? (['requestAdmitted', 'requestWaits'] as const) : (['laptopIn', 'laptopWaits'] as const)
        output.words(words[admitted ? 0 : 1], { alias, id })
        output.line(checkWords.join(' '))
      }
    })
  })
}

/** What was given; else the relays that the network has added. */
const carriersOf = (engine: Engine, { carriers, socks }: Arguments): readonly Carrier[] =>
  carriers.length > 0 ? carriers : engine.relays().map((url) => ({ kind: 'relay', url, ...(socks && { socks }) }))

/** `tejido sync` + carriers (the network's relays when none is given), `--once` or `--watch` */
export const runSync: Action = (given, output, signal) => {
  if (given.words.length > 1) return Promise.resolve(fail('WrongUsage'))
  return withEngine(given, async (engine): Promise<Result<unknown>> => {
    const carriers = carriersOf(engine, given)
    if (carriers.length === 0) return fail('CarrierMissing')
    const met = await exchange(engine, { ...given, carriers }, output, signal, {
      wait: seconds(given, 30),
      watch: given.watch,
    })
    if (!met.ok) return met
    const missing = engine.missing()
    return tell(output, ok({ ...met.value, missing }), ({ sent, received, bytesSent, bytesReceived, quarantined }) => {
      output.words('synced', { sent, received, bytesSent, bytesReceived })
      if (quarantined > 0) output.words('syncQuarantined', { quarantined })
      for (const { pieces } of missing) output.words('syncMissing', { pieces })
    })
  })
}

/** `tejido status`: who holds what, what exists only here. */
export const runStatus: Action = (given, output) =>
  withEngine(given, async (engine) =>
    tell(output, await answered<QueryOutput<'sync.status'>>(engine.query('sync.status', undefined)), (status) => {
      const { held, carried, waiting } = status
      output.words('statusHeld', { held, carried, waiting })
      const { checking, bodies } = status
      if (checking + bodies > 0) output.words('statusChecking', { checking, bodies })
      showCopies(output, given.language, status)
      for (const peer of status.peers) {
        const { lastContact, lacks } = peer
        output.words('statusPeer', { alias: peerName(given.language, peer), lastContact, lacks })
      }
      for (const { pieces } of status.missing) output.words('syncMissing', { pieces })
    }),
  )
