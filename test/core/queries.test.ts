import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { floorCost } from '#core/crypto/passphraseKey'
import { createVault } from '#core/vault/vault'
import { everybodyGoesHome, newFolder, passphrase } from '../support/people'

afterAll(everybodyGoesHome)

/** Queries that every command or exchange asks: a vault of ten years must not be read through for them. */
const often = [
  "SELECT no FROM envelope WHERE state = 'new' AND no > 0 ORDER BY no LIMIT 500",
  "SELECT DISTINCT c.device FROM envelope e JOIN chain c ON c.no = e.chain WHERE e.state = 'newer'",
  "SELECT count(*) FROM envelope WHERE state = 'sealed'",
  "SELECT document FROM batch WHERE applied = 0 AND verdict = 'counts' AND spoiled = 0 UNION SELECT document FROM batch WHERE applied = 1 AND verdict <> 'counts'",
  "SELECT b.no FROM batch b JOIN envelope e ON e.no = b.envelope WHERE b.document = x'00' ORDER BY b.no",
  "SELECT b.no FROM batch b JOIN envelope e ON e.no = b.envelope JOIN document o ON o.id = b.document WHERE o.space = x'00' ORDER BY b.no",
  "SELECT b.document FROM batch b JOIN envelope e ON e.no = b.envelope WHERE e.id = x'00'",
  "SELECT b.past FROM batch b JOIN envelope e ON e.no = b.envelope JOIN document o ON o.id = b.document WHERE o.space = x'00' AND e.chain = 1 AND e.seq <= 3 ORDER BY e.seq DESC LIMIT 1",
  'SELECT e.no, e.id, e.chain, e.seq, e.header, e.body, e.state, e.past FROM envelope e WHERE e.chain = 1 AND e.seq = 3',
  'SELECT no FROM envelope WHERE chain = 1 AND seq >= 3 AND body IS NOT NULL',
  "SELECT kind, id FROM record WHERE document = x'00'",
]

test('no frequent query reads a whole table of the log', async () => {
  const vault = await createVault(join(newFolder(), 'vault'), passphrase, floorCost)
  if (!vault.ok) throw new Error(vault.error.type)
  const { db } = vault.value
  for (const sql of often) {
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>()
    const scans = plan.filter(({ detail }) =>
      /^SCAN (envelope|batch|record|e|b|r|o)\b(?!.*USING (COVERING )?INDEX)/.test(detail),
    )
    expect(scans, sql).toEqual([])
  }
  vault.value.close()
})
