import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Context } from '#core/commands/context'
import { dispatchCommand } from '#core/commands/dispatch'
import { fromHex, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { floorCost, passphraseToKey } from '#core/crypto/passphraseKey'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sealDocuments } from '#core/documents/sealDocuments'
import { documentIdOf } from '#core/envelopes/batches'
import { joinEnvelope } from '#core/envelopes/envelope'
import { noNetwork } from '#core/envelopes/header'
import { epochKey } from '#core/envelopes/keyring'
import { openEnvelope } from '#core/envelopes/openEnvelope'
import { tasteBatches } from '#core/envelopes/tasteBatches'
import { encodeCbor } from '#core/identity/encode'
import { codeOfSecret, invitationKeys } from '#core/identity/invitationCode'
import { checkWordsOf } from '#core/identity/joinRequest'
import { askAt, completeJoining, invitationPsk } from '#core/sync/door'
import { takeIn } from '#core/sync/local'
import type { OpenNetwork } from '#core/sync/local'
import { keepRequest } from '#core/sync/requests'
import { databaseKeyOf } from '#core/vault/databaseKey'
import { openSlot, parseSlot } from '#core/vault/keySlot'
import { createVault } from '#core/vault/vault'
import { wrapBlob } from '#core/sync/blob'
import { folderWrap, nameOf } from '#core/sync/folderFiles'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { Result } from '#shared/result'
import { openAlone } from './alone'
import { newFolder, passphrase } from './people'
import { advertPart, derivations } from './traceKeys'
import { parcelPart } from './traceParcel'
import { sessionPart } from './traceSession'

/**
 * The vectors and the worked trace of docs/wire-format.md, made by the product's own code. The caller replaces the
 * random source (test/contracts/wireFormat.test.ts); `chapter` starts it anew under a name, so that a draw more or less
 * in one chapter leaves the others as they are.
 */
type Item = { readonly name: string; readonly value: Uint8Array | string }
/** One heading of the section with a sentence and its values. */
export type Part = { readonly title: string; readonly says: string; readonly items: readonly Item[] }

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`refused: ${result.error.type}`)
  return result.value
}
const item = (name: string, of: Uint8Array | string): Item => ({ name, value: of })
const now = (): Date => new Date('2026-01-15T12:00:00.000Z')

const openVaultOf = async (): Promise<{ local: Context; folder: string }> => {
  const folder = join(newFolder(), 'vault')
  const vault = value(await createVault(folder, passphrase, floorCost))
  const taster = { taste: (request: Parameters<typeof tasteBatches>[0]) => Promise.resolve(tasteBatches(request)) }
  return { local: await openAlone(vault, { ...taster, close: () => Promise.resolve() }, now), folder }
}

const vaultPart = async (folder: string): Promise<Part> => {
  const file = new Uint8Array(readFileSync(join(folder, 'vault.keys')))
  const slot = parseSlot(file.subarray(0, 512))
  if (typeof slot === 'string') throw new Error(slot)
  const key = await passphraseToKey(passphrase, slot.salt, slot.cost)
  const vaultKey = openSlot(slot, key)
  if (!vaultKey) throw new Error('slot')
  const database = databaseKeyOf(vaultKey)
  return {
    title: 'A vault',
    says: 'The key file of a fresh vault (at the floor cost), what it opens to, and the first bytes of its database.',
    items: [
      item('vault.passphrase', passphrase),
      item('vault.passphrase-key', key),
      item('vault.keys', file),
      item('vault.key', vaultKey),
      item('vault.database-key', database.key),
      item('vault.database-salt', database.salt),
    ],
  }
}

const networkOf = (local: Context): OpenNetwork => {
  const network = local.network()
  if (!network) throw new Error('no network')
  return network
}

const call = async <N extends CommandName>(
  local: Context,
  name: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>> => value(await dispatchCommand(local, name, input)) as CommandOutput<N>

/** Everything one laptop has said, as it goes on the wire, with the names of its envelopes and of their keys. */
const chainOf = (who: string, { ledger }: OpenNetwork): { wires: Uint8Array[]; items: Item[] } => {
  const wires: Uint8Array[] = []
  const items: Item[] = []
  const names = new Map(
    ledger.keyring
      .keys()
      .toReversed()
      .map(({ id }, i) => [id, `key.${i + 1}`] as const),
  )
  const end = ledger.chains.end(ledger.device.deviceId)
  for (let seq = 1; seq <= (end?.seq ?? 0); seq++) {
    const held = ledger.chains.at({ chain: ledger.device.deviceId, seq })
    const opened = held && openEnvelope(ledger, held)
    if (!held?.body || typeof opened !== 'object') throw new Error('an own envelope does not open')
    const { content } = opened
    wires.push(joinEnvelope(held.signed, held.body))
    items.push(
      item(`${who}.${seq}.says`, content.kind === 'op' ? content.op.type : content.kind),
      item(`${who}.${seq}.id`, fromHex(held.id)),
      item(`${who}.${seq}.under`, names.get(opened.key.id) ?? ''),
      item(`${who}.${seq}.header`, held.signed.subarray(0, -64)),
      item(`${who}.${seq}.signature`, held.signed.subarray(-64)),
      item(`${who}.${seq}.body`, held.body),
      item(`${who}.${seq}.content`, opened.raw),
    )
  }
  return { wires, items }
}

const folderPart = (
  network: Uint8Array,
  invite: Uint8Array,
  carrier: Uint8Array,
  key: Uint8Array,
  first: Uint8Array,
): Part => {
  const door = folderWrap({ secret: carrier, context: noNetwork })
  const card = encodeCbor({ network, invite, member: null })
  return {
    title: 'Folder files',
    says: "The card that waits for Bina, and the name of Alma's first envelope under the network's first key.",
    items: [
      item('folder.card.payload', card),
      item('folder.card.name', fromHex(nameOf(door, 'card', invite))),
      item('folder.card.file', wrapBlob(door, 'card', card)),
      item('folder.envelope.name', fromHex(nameOf(folderWrap({ secret: key, context: network }), 'envelope', first))),
    ],
  }
}

/** Makes everything. `chapter` names what follows for the random source. */
export const makeTrace = async (chapter: (name: string) => void): Promise<Part[]> => {
  chapter("Alma's vault")
  const { local: alma, folder } = await openVaultOf()
  chapter('found')
  const founded = await call(alma, 'network.create', { name: 'Red de Práctica', country: 'MX', alias: 'Alma' })
  const network = fromHex(founded.networkId)
  const { ledger, documents } = networkOf(alma)
  chapter('invite')
  const { code } = await call(alma, 'invitation.create', { role: 'member' })
  chapter("Bina's vault")
  const { local: bina } = await openVaultOf()
  chapter('ask')
  const { recoveryWords } = await call(bina, 'network.join', { code, alias: 'Bina' })
  const joining = bina.joining()
  const [invite] = ledger.root().invitations().keys()
  if (!joining || invite === undefined) throw new Error('nobody asks')
  const asked = askAt(bina, { network: founded.networkId, invite, member: null })
  if (!asked.ok) throw new Error(asked.error.type)
  const request = asked.value
  expect(keepRequest(ledger, request)).toBe(true)
  const { device } = joining
  const { secret } = joining
  chapter('admit')
  const { memberId } = await call(alma, 'request.admit', { requestId: toHex(hash(request)), checked: true })
  chapter('make')
  await call(alma, 'member.setRole', { memberId, role: 'facilitator' })
  chapter('open')
  const opened = await call(alma, 'case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    summaryInternal: 'Llegó.',
  })
  chapter('grant')
  await call(alma, 'case.grant', { caseId: opened.caseId, memberId })
  chapter('seal')
  ledger.ownTail.told([]) // she has met somebody who holds no more of her chain than she does
  await sealDocuments(documents)
  chapter('take in')
  const herNetwork = networkOf(bina)
  herNetwork.ledger.ownTail.told([])
  value(await takeIn(herNetwork, chainOf('alma', networkOf(alma)).wires))
  await applyBatches(herNetwork.documents, bina.taster, inQueue)
  expect(completeJoining(bina)).toBe(true)
  chapter('edit')
  await call(bina, 'case.addNote', { caseId: opened.caseId, kind: 'call', text: 'Llamó desde la terminal.' })
  await sealDocuments(herNetwork.documents)
  const hers = chainOf('bina', herNetwork)
  value(await takeIn(networkOf(alma), hers.wires))
  await applyBatches(documents, alma.taster, inQueue)
  chapter('revoke')
  await call(alma, 'case.revoke', { caseId: opened.caseId, memberId })
  const said = chainOf('alma', networkOf(alma))
  value(await takeIn(herNetwork, said.wires))
  await applyBatches(herNetwork.documents, bina.taster, inQueue)
  chapter('advert')
  const advert = advertPart((ledger.keyring.keys().at(-1) ?? epochKey(noNetwork)).secret, fromHex(founded.networkId))
  chapter('parcel')
  const parcel = parcelPart(
    (ledger.keyring.keys().at(-1) ?? epochKey(noNetwork)).secret,
    fromHex(founded.networkId),
    request,
  )
  chapter('session')
  const session = await sessionPart(bina, alma)
  const keys = ledger.keyring.keys().toReversed()
  const [first = epochKey(noNetwork)] = keys
  const { code: codeKeys, carrier } = invitationKeys(secret)
  const words = await checkWordsOf(founded.networkId, request)
  const parts: Part[] = [
    derivations(),
    await vaultPart(folder),
    {
      title: 'Who takes part',
      says: 'Twenty-four words give the root keys; a device keeps the seed of its signing key and the secret of its box key.',
      items: [
        item('alma.words', founded.recoveryWords),
        item('alma.member', fromHex(founded.memberId)),
        item('alma.device.seed', ledger.device.sign.secretKey.subarray(0, 32)),
        item('alma.device', fromHex(founded.deviceId)),
        item('alma.box.secret', ledger.device.box.secretKey),
        item('alma.box', ledger.device.box.publicKey),
        item('bina.words', recoveryWords),
        item('bina.member', fromHex(memberId)),
        item('bina.device.seed', device.sign.secretKey.subarray(0, 32)),
        item('bina.device', device.sign.publicKey),
        item('bina.box.secret', device.box.secretKey),
        item('bina.box', device.box.publicKey),
        item('network', network),
        item('space', fromHex(opened.caseId)),
        ...keys.flatMap(({ id, secret: bytes }, i) => [
          item(`key.${i + 1}`, bytes),
          item(`key.${i + 1}.id`, fromHex(id)),
        ]),
        item('document.case', fromHex(documentIdOf(opened.caseId, 'case'))),
        item('document.profile', fromHex(documentIdOf(founded.networkId, 'profile'))),
      ],
    },
    {
      title: 'The invitation and the request',
      says: 'The code as it is spoken, what it derives, the request signed three times, and the six words both read aloud.',
      items: [
        item('invitation.secret', secret),
        item('invitation.code', codeOfSecret(secret)),
        item('invitation.code-key', codeKeys.publicKey),
        item('invitation.carrier', carrier),
        item('invitation.psk', invitationPsk(carrier)),
        item('invitation.id', fromHex(invite)),
        item('request', request),
        item('request.words', words.join(' ')),
      ],
    },
    { title: "Alma's chain", says: 'Everything she says, in order. `under` names the key.', items: said.items },
    { title: "Bina's chain", says: 'Her one edit, sealed.', items: hers.items },
    folderPart(network, fromHex(invite), carrier, first.secret, fromHex(founded.networkId)),
    session,
    advert,
    parcel,
  ]
  for (const local of [alma, bina]) {
    await networkOf(local).documents.live.close()
    local.networks.vault.close()
  }
  return parts
}

const wrapped = (hex: string): string => (hex.match(/.{1,112}/g) ?? ['']).map((line) => `  ${line}`).join('\n')

/** The section of the page: headings, sentences, and one block of named values each. Bytes in hex, texts in quotes. */
export const renderTrace = (parts: readonly Part[]): string =>
  parts
    .map(({ title, says, items }) => {
      const lines = items.map(({ name, value: of }) =>
        typeof of === 'string' ? `${name}\n  ${JSON.stringify(of)}` : `${name}\n${wrapped(toHex(of))}`,
      )
      return `### ${title}\n\n${says}\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`
    })
    .join('\n')
