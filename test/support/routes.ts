import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The addresses and the dialogs of the window, read from its source: what a walk through every screen is held against. */
const root = join(import.meta.dirname, '../../src/renderer')

const sources = (): { readonly file: string; readonly text: string }[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') || file === 'places.ts')
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(root, file), 'utf8') }))

/** One address for all forms of a case; each of them is a screen of its own. */
const formOfCase = '/cases/:caseId/:form/:row'
const formNames = (): string[] => {
  const text = readFileSync(join(root, 'features/cases/formSpecs.ts'), 'utf8')
  const [, specs = ''] = /export const formSpecs = \{\n([\s\S]*?)\n\}/.exec(text) ?? []
  return [...specs.matchAll(/^ {2}(\w+): \{$/gm)].map(([, name = '']) => name)
}

/** The pattern of every address that shows a screen, `/houses/:id/ask`. Those that only lead on to others are left out. */
export const routePatterns = (): string[] => {
  const all = sources().flatMap(({ file, text }) =>
    [...text.matchAll(file === 'places.ts' ? /\{ path: '([^']+)'/g : /<Route path="([^"]+)"/g)].map(
      ([, path = '']) => path,
    ),
  )
  const forms = formNames().map((name) => formOfCase.replace(':form', name))
  return [...new Set([...all.filter((path) => !path.includes('*') && path !== formOfCase), ...forms])].sort()
}

/** The files that open a dialog, under `features`, without their ending. */
export const dialogFiles = (): string[] =>
  sources()
    .filter(({ file, text }) => file.startsWith('features/') && /<(Confirm|Dialog)\b/.test(text))
    .map(({ file }) => file.replace('features/', '').replace('.tsx', ''))
    .sort()

/** The pattern that an address belongs to: of several, the one with the most words of its own. */
export const patternOf = (address: string, patterns: readonly string[]): string | undefined => {
  const [path = ''] = address.split('?')
  const fits = (pattern: string): boolean =>
    new RegExp(`^${pattern.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`).test(path)
  const own = (pattern: string): number => pattern.split('/').filter((part) => !part.startsWith(':')).length
  return patterns
    .filter(fits)
    .reduce<string | undefined>((best, one) => (own(one) > own(best ?? '') ? one : best), undefined)
}
