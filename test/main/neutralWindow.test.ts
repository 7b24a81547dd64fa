import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { failures } from '#shared/errors'
import { failureSentence, sentence as spoken } from '#shared/i18n/say'
import { sentence } from '#shared/shell/sentences'
import { askPlace, windowOptions } from '#shared/shell/windowOptions'
import { evacuationSteps } from '#shared/rules/house'

/**
 * What somebody reads over her shoulder before the notebook is open: the window and its title, the boxes of the system,
 * the first screens. None of it names the product, a network, a person or a purpose.
 */
const root = join(import.meta.dirname, '../..')
type Tree = { readonly [key: string]: string | Tree }
const screens = (language: string): Tree =>
  JSON.parse(readFileSync(join(root, `src/renderer/i18n/${language}.json`), 'utf8')) as Tree
const under = (tree: Tree, path: string): string[] => {
  const found = path
    .split('.')
    .reduce<string | Tree | undefined>((at, key) => (typeof at === 'object' ? at[key] : undefined), tree)
  const all = (one: string | Tree): string[] => (typeof one === 'string' ? [one] : Object.values(one).flatMap(all))
  if (found === undefined) throw new Error(`no words under ${path}`)
  return all(found)
}
const languages = ['es', 'en'] as const
const product = /tejido/i
const telling =
  /tejido|defensor|defender|mujer|women|derechos|rights|\b(red|redes|network)\b|expediente|case file|refugio|shelter/i

/** Screens before the vault is open. */
const locked = [
  'unlock',
  'broken',
  'welcome.title',
  'welcome.about',
  'welcome.begin',
  'welcome.create',
  'welcome.phrase',
  'welcome.restore',
]
/** Failures that those screens can come to say: of the vault, the phrase, the backup and the disk. */
const lockedFailures = [
  'VaultMissing',
  'VaultExists',
  'VaultInUse',
  'VaultDamaged',
  'VaultTruncated',
  'VaultEmpty',
  'VaultIsLink',
  'VaultNotAFolder',
  'VaultNewer',
  'VaultForeign',
  'VaultReadOnly',
  'VaultKdfRefused',
  'DiskFull',
  'DiskFailed',
  'PassphraseTooShort',
  'PassphraseMissing',
  'WrongPassphrase',
  'VaultLocked',
  'FileExists',
  'FolderMissing',
  'BadInput',
  'InputTooLarge',
  'Cancelled',
  'Unexpected',
] as const satisfies readonly (keyof typeof failures)[]

describe.each(languages)('before it is open, in %s,', (language) => {
  test('no sentence of a screen, a failure or a box tells what it is', () => {
    const own = under(screens(language), 'failure') // said in place of the shared ones
    const said = [
      ...locked.flatMap((path) => under(screens(language), path)),
      ...lockedFailures.map((type) => failureSentence(language, { type })),
      ...(['refused', 'incomplete', 'engineGone'] as const).map((key) => sentence(key, language)),
    ]
    expect(said.length).toBeGreaterThan(50)
    expect(said.filter((text) => telling.test(text))).toEqual([])
    expect(own.filter((text) => product.test(text))).toEqual([])
  })

  test('and afterwards too no failure, and no step when a house is left, says the name of the product', () => {
    const said = [
      ...Object.keys(failures)
        .filter((type) => type !== 'WrongUsage' && type !== 'NetworkUnclear') // orders of a terminal, by their name
        .map((type) => failureSentence(language, { type: type as keyof typeof failures })),
      ...evacuationSteps.map((step) => spoken(language, `evacuation.${step}`)),
    ]
    expect(said.filter((text) => product.test(text))).toEqual([])
    expect(said.filter((text) => text.startsWith('evacuation.') || text.startsWith('error.'))).toEqual([])
  })
})

test('the window, its page and the files that are offered have neutral names', async () => {
  const page = readFileSync(join(root, 'src/renderer/index.html'), 'utf8')
  const title = /<title>([^<]*)<\/title>/.exec(page)?.[1]
  expect([title, windowOptions('', true).title]).toEqual(['Cuaderno', 'Cuaderno'])
  const offered: string[] = []
  const system = {
    showSaveDialog: (_: object, { defaultPath }: { defaultPath: string }) => {
      offered.push(defaultPath)
      return Promise.resolve({})
    },
    showOpenDialog: () => Promise.reject(new Error('not this box')),
  }
  expect(await askPlace(system, {}, 'backup')).toBe(null)
  expect(offered[0]).toMatch(/^cuaderno-\d{4}-\d\d-\d\d\.copia$/)
  for (const what of ['parcel', 'parcel', 'ownData'] as const) await askPlace(system, {}, what)
  expect(offered[1]).toMatch(/^[a-z0-9]{4,8}$/) // a file to carry tells not even its day
  expect(offered[2]).not.toBe(offered[1])
  expect(offered[3]).toMatch(/^cuaderno-\d{4}-\d\d-\d\d\.datos$/)
  const main = readFileSync(join(root, 'src/main/index.ts'), 'utf8')
  const boxes = [...main.matchAll(/(?:showErrorBox|setName)\('([^']+)'/g)].map((match) => match[1])
  expect(boxes).toEqual(['Cuaderno', 'Cuaderno'])
})
