// Envelopes without cryptography. An id is a hash of all fields, so nobody can name what comes after her. The author is
// the device named: whoever writes a history lets each person name only devices that she holds.
import { createHash } from 'node:crypto'

/**
 * @param fields {device, seq, prev, rootHeads, type, p, space?, spaceHeads?, key?, boxes?, holds?, deps?}
 *   p = the fields of the op; key = the epoch key that the body is sealed with; boxes = lockboxes [{to, key}];
 *   holds = earlier keys inside an epoch; deps = bundles that a bundle rests on.
 */
export const envelope = (fields) => {
  const content = {
    device: fields.device,
    seq: fields.seq,
    prev: fields.prev ?? null,
    rootHeads: [...(fields.rootHeads ?? [])].sort(),
    type: fields.type,
    p: fields.p ?? {},
    space: fields.space ?? null,
    spaceHeads: [...(fields.spaceHeads ?? [])].sort(),
    key: fields.key ?? null,
    boxes: fields.boxes ?? [],
    holds: fields.holds ?? [],
    deps: [...(fields.deps ?? [])].sort(),
  }
  const id = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 20)
  return Object.freeze({ ...content, id })
}

export const isBundle = (e) => e.type === 'bundle'

/** The space whose log an envelope is part of; null for a root op. A space is named by its `create`. */
export const spaceOf = (e) => (e.type === 'create' ? e.id : e.space)

export const isRootOp = (e) => spaceOf(e) === null && !isBundle(e)

const standing = new Set([
  'found',
  'admit',
  'bind',
  'rebox',
  'paper',
  'set-role',
  'suspend',
  'lift',
  'expel',
  'revoke-device',
  'guardians',
  'recover',
  'erase',
])

/** Root ops that say who is in and with what. The others (invite, revoke-invite, epoch, box, admit-late) void nothing. */
export const isStanding = (e) => isRootOp(e) && standing.has(e.type)

export const cutOf = (e) => Object.entries(e.p.cut ?? {})

/** Everything that must be here before an envelope is taken in. */
export const parents = (e) => {
  const named = [e.prev, ...e.rootHeads, ...e.spaceHeads, ...e.deps, ...cutOf(e).map(([, last]) => last.id)]
  return [...new Set(named.filter(Boolean))]
}
