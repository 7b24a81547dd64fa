import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { openLedger } from '#core/envelopes/ledger'
import type { Ledger } from '#core/envelopes/ledger'
import { createDeviceKeys, deviceKeysFromBytes } from '#core/identity/deviceKeys'
import { invitationKeys, parseInvitationCode } from '#core/identity/invitationCode'
import { createJoinRequest } from '#core/identity/joinRequest'
import { createRecoveryWords, memberKeysFromWords } from '#core/identity/memberKeys'
import { keepRequest } from '#core/sync/requests'
import { readMeta } from '#core/vault/meta'
import { idHex } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'
import { Stopped, valueOf } from '#cli/practice/workshop'
import type { Hand, Workshop } from '#cli/practice/workshop'
import type { Role } from '#shared/rules/role'

/** A woman of a practice network without a laptop on this disk: she has keys, of which nobody keeps the secret ones. */
type Asked = { readonly alias: string; readonly code: string }

/** A request as her laptop would make it by the code that she was given. Its id is the hash of its bytes. */
const requestOf = (ledger: Ledger, { alias, code }: Asked): Uint8Array => {
  const keys = invitationKeys(valueOf(parseInvitationCode(code)))
  const codeKey = toHex(keys.code.publicKey)
  const invite = [...ledger.root().invitations().values()].find((held) => held.codeKey === codeKey)?.id
  const member = memberKeysFromWords(createRecoveryWords())
  if (invite === undefined || !member) throw new Error('an invitation that is not in the log')
  const by = { network: ledger.network, invite, code: keys.code }
  return createJoinRequest({ member, device: createDeviceKeys(), alias }, by)
}

/** Puts requests into a closed vault, as if they had come to its door. Returns their ids, in order. */
const putAtDoor = async (
  { now }: Workshop['clock'],
  at: { readonly vault: string; readonly passphrase: string; readonly networkId: string },
  asked: readonly Asked[],
): Promise<string[]> => {
  const vault = valueOf(await openVault(at.vault, at.passphrase))
  try {
    const databases = [vault.db, ...vault.further.list().map((id) => valueOf(vault.further.open(id)))]
    for (const db of databases) {
      const [network, device] = [readMeta(db, 'network'), readMeta(db, 'device keys')]
      if (!network || !device || idHex(network) !== at.networkId) continue
      const ledger = openLedger(db, at.networkId, deviceKeysFromBytes(device), now)
      return asked.map((one) => {
        const request = requestOf(ledger, one)
        if (!keepRequest(ledger, request)) throw new Stopped({ type: 'RequestRefused' })
        return toHex(hash(request))
      })
    }
    throw new Stopped({ type: 'UnknownNetwork' })
  } finally {
    vault.close()
  }
}

/**
 * Members by keys alone, into the network that is current at `hand`: each is invited, asks and is admitted as anybody
 * is. Ids of members, in order.
 */
export const admitByKeys = async (
  shop: Workshop,
  hand: Hand,
  people: readonly { readonly alias: string; readonly role: Role }[],
): Promise<string[]> => {
  const { networkId } = await hand.query('me')
  const asked: Asked[] = []
  for (const { alias, role } of people) {
    const { code } = await hand.call('invitation.create', { role })
    asked.push({ alias, code })
  }
  let requests: string[] = []
  await hand.whileClosed(async (vault, passphrase) => {
    requests = await putAtDoor(shop.clock, { vault, passphrase, networkId: networkId ?? '' }, asked)
  })
  const members: string[] = []
  for (const requestId of requests) members.push((await hand.call('request.admit', { requestId })).memberId)
  return members
}
