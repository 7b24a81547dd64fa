import type { BindRequest } from '#core/identity/bindRequest'
import type { JoinRequest } from '#core/identity/joinRequest'
import type { Cut, Op } from '#core/spaces/op'
import type { Envelope } from '../reference/index.mjs'

/** The reference's symbolic envelopes in the words of `src/core/spaces`: ids instead of hashes, names instead of keys. */

const asBytes = (value: unknown): Uint8Array => value as Uint8Array
/** Whether an envelope is an op of the root. */
export const isRootOp = (e: Envelope): boolean => e.space === null && e.type !== 'create' && e.type !== 'bundle'
/** The space whose log or documents it belongs to; null for the root. */
export const spaceOf = (e: Envelope): string | null => (e.type === 'create' ? e.id : e.space)

/** The cut it carries. */
export const cutOf = ({ p }: Envelope): Cut =>
  Object.entries(p.cut ?? {}).map(([device, { seq, id = '' }]) => ({ device, seq, id }))

/** Its op. */
export const opOf = (e: Envelope): Op => {
  const { p, type } = e
  const { member = '', device = '', role = 'member', box = '' } = p
  const cut = cutOf(e)
  const to = e.boxes.map((lockbox) => lockbox.to)
  switch (type) {
    case 'found':
      return {
        type,
        name: '',
        country: 'MX',
        alias: member,
        root: member,
        paper: `paper:${member}`,
        box,
        bySignature: asBytes(0),
      }
    case 'invite':
      return { type, codeKey: 'code', carrier: asBytes(0), role, expiresAt: '' }
    case 'revoke-invite':
      return { type, invite: p.invite ?? '' }
    case 'admit':
      return { type, request: asBytes(p), checked: true, to: [box] }
    case 'bind':
      return { type, request: asBytes(p), to: [] }
    case 'rebox':
      return { type, box }
    case 'paper':
      return { type, opens: p.opens ?? false }
    case 'set-role':
      return { type, member, role, cut }
    case 'suspend':
    case 'expel':
      return { type, member, cut, reason: '' }
    case 'lift':
      if (p.op) return { type, half: p.op }
      return p.device ? { type, device, branch: p.branch ?? '' } : { type, member }
    case 'revoke-device':
      return { type, device, cut, reason: '' }
    case 'admit-late':
      return { type, envelopes: [...(p.ids ?? [])] }
    case 'guardians':
      return { type, needed: p.m ?? 0, members: [...(p.members ?? [])] }
    case 'recover':
      return { type, full: [...(p.full ?? [])], cut }
    case 'erase':
      return { type, space: p.space ?? '' }
    case 'create':
      return { type, kind: 'case', of: null, on: '' }
    case 'grant':
      return { type, member, to, role: role === 'member' ? null : role, on: '' }
    case 'revoke':
      return { type, member, cut }
    case 'owner':
      return { type, member }
    case 'epoch':
      return { type, to, earlier: [] }
    case 'box':
      return { type, to }
    default:
      return { type: 'unknown' }
  }
}

/** What signatures are in production: a word that only the right person can say. */
export const bench = {
  founder: ({ op }: { op: { root: string } }): string => op.root,
  join: (request: Uint8Array): JoinRequest | undefined => {
    const { member = '', device = '', box = '', invite = '', request: signed } = request as unknown as Envelope['p']
    if (signed !== `${device} of ${member}`) return undefined
    return {
      id: '',
      invite,
      codeKey: 'code',
      member,
      root: member,
      paper: `paper:${member}`,
      device,
      box,
      alias: member,
    }
  },
  bind: (request: Uint8Array): BindRequest | undefined => {
    const { member = '', device = '', box = '', kind, proof, request: signed } = request as unknown as Envelope['p']
    if (signed !== `${device} of ${member}`) return undefined
    const [by, name = ''] = (proof ?? '').split(/:(.*)/)
    if (by === 'paper' && name !== member) return undefined
    return {
      kind: kind === 'backup' ? 'backup' : 'laptop',
      member,
      device,
      box,
      pass: undefined,
      proof: by === 'paper' ? { kind: 'root' } : by === 'backup' ? { kind: 'backup', key: name } : undefined,
    }
  },
}
