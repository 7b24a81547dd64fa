import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const { dependencies, devDependencies, overrides, allowScripts } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as Record<'dependencies' | 'devDependencies' | 'overrides' | 'allowScripts', Record<string, unknown>>
const [inApp = '', inWorkshop = '', ofOverrides = '', ofScripts = ''] = readFileSync('docs/dependencies.md', 'utf8')
  .split(/^## .*$/m)
  .slice(1)

/** Names at the beginning of the rows of a table, or of the points of a list. */
const namesIn = (section: string): string[] =>
  [...section.matchAll(/^(?:\| |- )`([^`]+)`/gm)].map(([, name = '']) => name).sort()

test('every package of package.json has its line in docs/dependencies.md, and every line its package', () => {
  expect(namesIn(inApp)).toEqual(Object.keys(dependencies).sort())
  expect(namesIn(inWorkshop)).toEqual(Object.keys(devDependencies).sort())
})

test('every line says what for, why, licence, binary and what if it died', () => {
  for (const line of `${inApp}${inWorkshop}`.split('\n').filter((one) => one.startsWith('| `'))) {
    const cells = line.split('|').slice(1, -1)
    expect(cells.length, line).toBe(6)
    for (const cell of cells) expect(cell.trim(), line).not.toBe('')
  }
})

test('the licence of each line is the one its package states', () => {
  for (const line of `${inApp}${inWorkshop}`.split('\n').filter((one) => one.startsWith('| `'))) {
    const [name = '', , , licence = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim().replaceAll('`', ''))
    const stated = (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { license?: string })
      .license
    expect(licence.startsWith(stated ?? 'not stated'), `${name}: ${stated ?? 'none'}`).toBe(true)
  }
})

test('overrides and install scripts are explained', () => {
  expect(namesIn(ofOverrides)).toEqual(Object.keys(overrides).sort())
  expect(namesIn(ofScripts)).toEqual(Object.keys(allowScripts).sort())
})
