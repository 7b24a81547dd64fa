import { createBoxKeys } from '#core/crypto/boxing'
import { fromHex, toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { createSigningKeys } from '#core/crypto/signing'
import { createBindRequest } from '#core/identity/bindRequest'
import { createDeviceKeys, deviceKeysToBytes } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { createJoinRequest } from '#core/identity/joinRequest'
import { memberIdOf } from '#core/identity/memberKeys'
import { includes, withPlace } from '#core/spaces/vector'
import { writeMeta } from '#core/vault/meta'
import { blob } from '#core/vault/sql'
import { admitAuthor, authorOf, newAuthor, sayInRootAs } from './craft'
import type { Author } from './craft'
import { newLaptop } from './laptop'
import type { Laptop } from './laptop'

/** Facilitators who admit everybody else; the founder is one. */
const facilitatorCount = 6
const expiresAt = '2099-01-01T00:00:00.000Z'

/** A network that grows: a vault that holds all of it, and those whose envelopes are made there. */
export type Network = {
  readonly host: Laptop
  readonly facilitators: readonly Author[]
  /** Who was admitted last, on her first laptop. */
  newest: Author
  /** Plain members with two laptops each, and the facilitators. */
  readonly members: string[]
}

/** Root heads that an author has not heard of by what she said before. */
const unheard = ({ host }: Pick<Network, 'host'>, { prev }: Author, heads: readonly HeadPlace[]): string[] => {
  const last = prev === '' ? undefined : host.ledger().chains.byId(prev)
  const past = last?.past && withPlace(last.past, last)
  return heads.filter((head) => !past || !includes(past, head)).map(({ id }) => id)
}
type HeadPlace = { readonly id: string; readonly chain: string; readonly seq: number }

/** Binds a member's second laptop by a pass, as her first laptop does. `heads`: what she names of the root in her next word. */
const bindSecond = (host: Laptop, author: Author, heads: readonly string[]): void => {
  const { network } = host.ledger()
  const code = createSigningKeys()
  const pass = { codeKey: code.publicKey, carrier: randomBytes(32), member: fromHex(author.memberId), expiresAt }
  const id = sayInRootAs(host, author, 'pass', pass, { heads })
  const second = createDeviceKeys()
  const asks = { network, member: author.memberId, kind: 'laptop' as const }
  const request = createBindRequest(asks, second, { pass: { id, code } })
  const to = [second.box.publicKey]
  const fields = { request: blob(request), to }
  sayInRootAs(host, author, 'bind', fields, { recipients: to.map(toHex), heads: [] })
}

/** One facilitator invites and admits somebody, who then binds her second laptop. */
const admitOne = (host: Laptop, facilitator: Author, alias: string, heads: readonly string[]): Author => {
  const { network } = host.ledger()
  const code = createSigningKeys()
  const fields = { codeKey: code.publicKey, carrier: randomBytes(32), role: 'member' as const, expiresAt }
  const invite = sayInRootAs(host, facilitator, 'invite', fields, { heads })
  const sign = createSigningKeys()
  const member = { sign, box: createBoxKeys(), memberId: memberIdOf(toHex(sign.publicKey)) }
  const device = createDeviceKeys()
  const request = createJoinRequest({ member, device, alias }, { network, invite, code })
  const to = [device.box.publicKey]
  const admission = { request: blob(request), checked: true, to }
  const admit = sayInRootAs(host, facilitator, 'admit', admission, { recipients: to.map(toHex), heads: [] })
  const author = newAuthor(device, member.memberId, alias)
  bindSecond(host, author, [admit])
  return author
}

/** A network of six full facilitators with two laptops each. */
export const newNetwork = async (): Promise<Network> => {
  const host = await newLaptop()
  const { memberId } = await host.call('network.create', { name: 'Red de Práctica', country: 'GT', alias: 'Alma' })
  const self = authorOf(host, memberId)
  const others: Author[] = []
  for (let i = 1; i < facilitatorCount; i++) others.push(await admitAuthor(host, `Facilitadora ${i}`, 'facilitator'))
  const [second, ...rest] = others
  if (!second) throw new Error('no second facilitator')
  const ledger = host.ledger()
  const headsNow = (): string[] =>
    ledger
      .root()
      .heads()
      .map(({ id }) => id)
  ledger.db.transaction(() => {
    // the founder made the first alone; the others have her half by their admission, and this is the other
    for (const [i, { memberId: other }] of rest.entries()) {
      const making = { member: fromHex(other), role: 'facilitator' as const, cut: [] }
      sayInRootAs(host, second, 'set-role', making, { heads: i === 0 ? headsNow() : [] })
    }
    for (const author of [self, ...others]) bindSecond(host, author, unheard({ host }, author, ledger.root().heads()))
  })()
  if (ledger.state().full.size !== facilitatorCount) throw new Error('not every facilitator is full')
  const facilitators = [self, ...others]
  return { host, facilitators, newest: second, members: facilitators.map((author) => author.memberId) }
}

/**
 * Grows the network to `size` members. By rounds: each facilitator hears all of the round before, then invites and admits
 * one without having heard of what the others do in this one.
 */
export const growTo = (network: Network, size: number): void => {
  const { host, facilitators, members } = network
  const ledger = host.ledger()
  while (members.length < size)
    ledger.db.transaction(() => {
      const heads = ledger.root().heads()
      for (const facilitator of facilitators.slice(0, size - members.length)) {
        const heard = unheard(network, facilitator, heads)
        network.newest = admitOne(host, facilitator, `Compañera ${members.length}`, heard)
        members.push(network.newest.memberId)
      }
    })()
}

/** A fresh vault that knows only which network it is in and with which keys, as a newcomer's who was just told. */
export const emptyMember = async (network: string, device: DeviceKeys): Promise<Laptop> => {
  const laptop = await newLaptop()
  const { db } = laptop.local
  db.transaction(() => {
    writeMeta(db, 'network', fromHex(network))
    writeMeta(db, 'device keys', deviceKeysToBytes(device))
  })()
  laptop.local.openNetwork()
  return laptop
}
