import { openBody } from '#core/envelopes/body'
import { parseContent } from '#core/envelopes/content'
import { networkContext, parseHeader } from '#core/envelopes/header'
import { keyByHint } from '#core/envelopes/keyring'
import type { EpochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { spaceOf } from '#core/envelopes/openEnvelope'

/** Envelopes looked at in one read. */
export const page = 500

/** Sealed envelopes that a key learned since opens, back to `new`. */
export const reopen = (ledger: Ledger, before: ReadonlySet<string>): void => {
  const fresh = ledger.keyring.keys().filter(({ id }) => !before.has(id))
  if (fresh.length === 0) return
  for (let after = 0, rows = ledger.chains.inState('sealed', after, page); rows.length > 0;) {
    for (const held of rows) {
      after = held.no
      const header = parseHeader(held.signed)
      const network = networkContext(held.id, ledger.network)
      if (header && held.past && keyByHint(fresh, header.hint, network, held.device, held.seq))
        ledger.chains.setState(held.no, 'new', undefined)
    }
    rows = ledger.chains.inState('sealed', after, page)
  }
}

/** The space of the first sealed envelope that a key opens: proof that it is a key of that space. */
export const spaceOpenedBy = (ledger: Ledger, key: EpochKey): string | undefined => {
  for (let after = 0, rows = ledger.chains.inState('sealed', after, page); rows.length > 0;) {
    for (const held of rows) {
      after = held.no
      const header = parseHeader(held.signed)
      const network = networkContext(held.id, ledger.network)
      if (!header || !held.body || !keyByHint([key], header.hint, network, held.device, held.seq)) continue
      const raw = openBody(held.body, key.secret, network, header)
      const content = raw && parseContent(raw)
      if (content) return spaceOf(content, held, ledger.network)
    }
    rows = ledger.chains.inState('sealed', after, page)
  }
  return undefined
}

/**
 * Puts a key on the keyring that no envelope handed over, and what it opens back to `new`. In a transaction of the
 * caller, who settles after it.
 */
export const learnKey = (ledger: Ledger, space: string, key: EpochKey): void => {
  const before = new Set(ledger.keyring.keys().map(({ id }) => id))
  ledger.keyring.add(space, key)
  reopen(ledger, before)
}
