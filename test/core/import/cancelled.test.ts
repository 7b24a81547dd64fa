import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseArguments } from '#cli/arguments'
import { runImport } from '#cli/importActions'
import type { Output } from '#cli/output'
import { everybodyGoesHome, foundNetwork, newFolder, openPerson, passphrase } from '../../support/people'

afterAll(everybodyGoesHome)

test('cancelled on its way, it tells how many rows are saved and from which line none is', async () => {
  const alma = await foundNetwork()
  await alma.call('space.open', { kind: 'registry' })
  await alma.lock()
  const folder = newFolder()
  const place = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const days = Array.from({ length: 450 }, (_, i) => `2013-01-${String((i % 31) + 1).padStart(2, '0')},M${i}`)
  const table = place('attacks.csv', `day,town\n${days.join('\n')}\n`)
  const map = place(
    'map.json',
    JSON.stringify({
      columns: { day: { field: 'date.from', as: 'date:ymd' }, town: { field: 'municipality' } },
      constants: {
        ...{ 'date.precision': 'exact', country: 'MX', types: ['death_threat'] },
        ...{ target: 'personal', genderDimension: 'no' },
      },
    }),
  )
  const given = parseArguments([
    ...['import', table, '--as', 'registry', '--map', map],
    ...['--vault', alma.vault, '--passphrase-file', place('phrase', passphrase)],
  ])
  if (!given.ok) return expect.fail(given.error.type)
  const cancel = new AbortController()
  const told: unknown[] = []
  const nothing = (): void => undefined
  const output: Output = {
    ...{ value: nothing, words: nothing, line: nothing, view: nothing, aside: nothing },
    notice: (key, places) => void told.push([key, places]),
    // she presses Ctrl-C when she sees the first of it
    progress: () => cancel.abort(),
    failure: () => 1,
  }
  expect(await runImport(given.value, output, cancel.signal)).toEqual({ ok: false, error: { type: 'Cancelled' } })
  expect(told).toEqual([['importStopped', { written: 200, line: 202 }]])
  const again = await openPerson('alma', alma.vault)
  expect((await again.query('registry.list')).total).toBe(200)
}, 60_000)
