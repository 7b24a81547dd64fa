import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

/** The fences of docs/architecture.md: each is broken once in a copy of the house, and must be seen to fall. */
const root = join(import.meta.dirname, '..')
const copies: string[] = []
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
})

/** A small copy of the house, with real packages and none of its source. */
const houseWith = (files: Record<string, string>): string => {
  const copy = mkdtempSync(join(tmpdir(), 'tejido-layers-'))
  copies.push(copy)
  for (const name of ['package.json', '.dependency-cruiser.cjs', 'tsconfig.base.json', 'tsconfig.shared.json']) {
    cpSync(join(root, name), join(copy, name))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true })
    writeFileSync(join(copy, name), text)
  }
  return copy
}

const run = (cwd: string, command: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'node_modules', command), ...args], { cwd, encoding: 'utf8' })

type Rule = { name: string; severity: string }
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: Rule[] }

const order = [
  'crypto',
  'vault',
  'identity',
  'relay',
  'spaces',
  'envelopes',
  'documents',
  'sync',
  'anonymise',
  'export',
  'import',
  'commands',
]
/** Folders that see less than all to their left. */
const narrow: Record<string, readonly string[]> = {
  relay: ['crypto', 'relay'],
  anonymise: ['anonymise'],
  export: ['anonymise', 'export'],
  import: ['import'],
}
const use = (what: string) => `import { x } from '${what}'\nexport const y = x\n`

/** What may be imported in the copy: one file a place. */
const targets = Object.fromEntries(
  ['shared/x', ...[...order, 'last'].map((folder) => `core/${folder}/x`), 'main/x', 'renderer/x', 'preload/x'].map(
    (place) => [`src/${place}.ts`, 'export const x = 1\n'],
  ),
)

/** For each rule the files that break it: the rule's name, then path and text. The first file is the one accused. */
const breaches: Record<string, Record<string, string>> = {
  'no-unresolvable': { 'src/cli/nowhere.ts': use('#core/crypto/nowhere') },
  'no-cycles': {
    'src/cli/a.ts': use('./b'),
    'src/cli/b.ts': "import { y } from './a'\nexport const x = 1\nexport const z = y\n",
  },
  'shared-imports-shared': { 'src/shared/up.ts': use('#core/crypto/x') },
  'shared-is-pure': {
    'src/shared/impure.ts': "import { readFileSync } from 'node:fs'\nexport const y = readFileSync\n",
  },
  'core-imports-core': { 'src/core/sync/out.ts': use('../../main/x') },
  ...Object.fromEntries(
    order.map((folder, i) => [
      `core-${folder}-imports-left`,
      { [`src/core/${folder}/right.ts`]: use(`#core/${order[i + 1] ?? 'last'}/x`) },
    ]),
  ),
  'relay-is-blind': { 'src/core/relay/seeing.ts': use('#core/vault/x') },
  'anonymise-is-pure': { 'src/core/anonymise/knowing.ts': use('#core/documents/x') },
  'export-writes-what-is-safe': { 'src/core/export/knowing.ts': use('#core/documents/x') },
  'import-only-reads': { 'src/core/import/knowing.ts': use('#core/documents/x') },
  'main-imports-shared': { 'src/main/window.ts': use('#core/crypto/x') },
  'engine-entry-imports-core': { 'src/main/engine.ts': use('../renderer/x') },
  'preload-imports-shared': { 'src/preload/deep.ts': use('#core/crypto/x') },
  'preload-is-no-node': {
    'src/preload/node.ts': "import { readFileSync } from 'node:fs'\nexport const y = readFileSync\n",
  },
  'renderer-imports-shared': { 'src/renderer/deep.ts': use('#core/crypto/x') },
  'renderer-is-no-node': {
    'src/renderer/node.ts': "import { readFileSync } from 'node:fs'\nexport const y = readFileSync\n",
  },
  'cli-imports-core': { 'src/cli/screen.ts': use('../renderer/x') },
  'electron-in-the-shell-only': { 'src/core/sync/shell.ts': "import { app } from 'electron'\nexport const y = app\n" },
  'screens-in-the-renderer-only': {
    'src/cli/react.ts': "import { useState } from 'react'\nexport const y = useState\n",
  },
  'crypto-in-one-folder': { 'src/core/vault/box.ts': "import nacl from 'tweetnacl'\nexport const y = nacl\n" },
  'database-in-the-vault-only': {
    'src/core/documents/db.ts': "import Database from '@signalapp/sqlcipher'\nexport const y = Database\n",
  },
  'documents-and-envelopes-hold-automerge': {
    'src/core/spaces/am.ts': "import { from } from '@automerge/automerge'\nexport const y = from\n",
  },
  'product-never-imports-tests': { 'src/cli/test.ts': use('../../test/x'), 'test/x.ts': 'export const x = 1\n' },
}

/** What the same places may do. */
const allowed: Record<string, string> = {
  'src/shared/ok.ts': use('#shared/x'),
  ...Object.fromEntries(
    order.flatMap((folder, i) =>
      order
        .slice(0, i + 1)
        .filter((left) => narrow[folder]?.includes(left) ?? true)
        .map((left) => [`src/core/${folder}/ok-${left}.ts`, use(`#core/${left}/x`)]),
    ),
  ),
  'src/core/crypto/ok-nacl.ts': "import nacl from 'tweetnacl'\nexport const y = nacl\n",
  'src/core/vault/ok-db.ts': "import Database from '@signalapp/sqlcipher'\nexport const y = Database\n",
  'src/core/relay/sqliteStore.ts': "import Database from '@signalapp/sqlcipher'\nexport const y = Database\n",
  'src/core/documents/ok-am.ts': "import { from } from '@automerge/automerge'\nexport const y = from\n",
  'src/main/engine-ok.ts': use('#core/crypto/x'),
  'src/main/ok.ts': "import { app } from 'electron'\nexport const y = app\n",
  'src/renderer/ok.ts': "import { useState } from 'react'\nexport const y = useState\n",
  'src/cli/ok.ts': `import { readFileSync } from 'node:fs'\nexport const z = readFileSync\n${use('#core/sync/x')}`,
}

type Violation = { from: string; rule: { name: string; severity: string } }

describe('the layers', () => {
  it('have a planted breach for every rule', () => {
    expect(Object.keys(breaches).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort())
    for (const rule of config.forbidden) expect(rule.severity).toBe('error')
  })

  it('fall where they are broken, each by its own rule, and nowhere else', () => {
    const planted = Object.assign({}, ...Object.values(breaches)) as Record<string, string>
    const copy = houseWith({ 'test/none.ts': 'export {}\n', ...targets, ...allowed, ...planted })
    const result = run(
      copy,
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['src', 'test', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    )
    const { violations } = (JSON.parse(result.stdout) as { summary: { violations: Violation[] } }).summary
    const seen = violations.map(({ from, rule }) => `${rule.name}: ${from}`)
    for (const [rule, files] of Object.entries(breaches)) {
      const accused = Object.keys(files).filter((file) => file.startsWith('src/'))
      expect(accused.some((file) => seen.includes(`${rule}: ${file}`), rule)).toBe(true)
    }
    const innocent = [...Object.keys(allowed), ...Object.keys(targets), 'test/none.ts']
    expect(violations.filter(({ from }) => innocent.includes(from))).toEqual([])
  })
})

describe('the shared fence of the compiler', () => {
  const compile = (text: string) => {
    const result = run(houseWith({ 'src/shared/planted.ts': text }), 'typescript/bin/tsc', '-p', 'tsconfig.shared.json')
    return { isGood: result.status === 0, said: result.stdout }
  }

  it('lets pure code through', () => {
    expect(compile("export const y = 'a'.length\n")).toEqual({ isGood: true, said: '' })
  })

  it('refuses Node and the window', () => {
    const text = "import { readFileSync } from 'node:fs'\nexport const y = [readFileSync, window, process, document]\n"
    const { isGood, said } = compile(text)
    expect(isGood).toBe(false)
    for (const name of ["'node:fs'", "'window'", "'process'", "'document'"]) expect(said).toContain(name)
  })
})

/** For each rule of ours by syntax a line that it refuses. */
const lines: readonly (readonly [rule: string, line: string])[] = [
  ['no-async-transaction', 'db.transaction(async () => { await 1 })'],
  ['no-default-export', 'export default 1'],
  ['no-enum', 'enum A { b }'],
  ['no-open-external', "shell.openExternal('x')"],
  ['no-inner-html', "element.innerHTML = 'x'"],
  ['no-inner-html', 'const a = <p dangerouslySetInnerHTML={x} />'],
]

describe('the rules of the linter', () => {
  /** What the linter says of files in a copy of the house: the file, the rule and the words. */
  const lint = (files: Record<string, string>): readonly (readonly [file: string, rule: string, words: string])[] => {
    const copy = houseWith({
      'tsconfig.json': '{ "extends": "./tsconfig.base.json", "include": ["src", "test"] }',
      ...files,
    })
    for (const name of ['.oxlintrc.json', 'scripts/lint-rules.mjs']) cpSync(join(root, name), join(copy, name))
    const folders = ['src', 'test'].filter((folder) => existsSync(join(copy, folder)))
    const { stdout } = run(copy, 'oxlint/bin/oxlint', '--format', 'json', ...folders)
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { filename: string; code: string; message: string; help?: string }[]
    }
    return diagnostics.map(({ filename, code, message, help }) => [filename, code, `${message} ${help ?? ''}`])
  }
  const allowedInTests = ['no-default-export', 'no-open-external', 'no-inner-html']

  it('refuse a planted line each; tests and configuration may have a default export, and a page of their own', async () => {
    const rulesOf = pathToFileURL(join(root, 'scripts/lint-rules.mjs')).href
    const { default: ours } = (await import(rulesOf)) as { default: { rules: object } }
    expect(Object.keys(ours.rules).sort()).toEqual([...new Set(lines.map(([rule]) => rule))].sort())
    const folders = ['src/renderer', 'src/core/sync', 'test']
    const said = lint(
      Object.fromEntries(
        folders.flatMap((folder) => lines.map(([, line], n) => [`${folder}/a${String(n)}.tsx`, `${line}\n`])),
      ),
    )
    for (const folder of folders)
      for (const [n, [rule]] of lines.entries()) {
        const isAllowed = folder === 'test' && allowedInTests.includes(rule)
        const found = said.some(([file, code]) => file === `${folder}/a${String(n)}.tsx` && code === `tejido(${rule})`)
        expect([folder, rule, found]).toEqual([folder, rule, !isAllowed])
      }
  })

  it('refuse each way to a network in core and shared', () => {
    const ways = ['fetch', 'WebSocket']
    const files = ['src/core/documents/a', 'src/shared/a', 'src/cli/a'].flatMap((file) =>
      ways.map((way) => [`${file}-${way}.ts`, `${way}('x')\n`] as const),
    )
    const said = lint(Object.fromEntries(files)).filter(([, rule]) => rule === 'eslint(no-restricted-globals)')
    expect(said.map(([file]) => file).sort()).toEqual(
      files
        .map(([file]) => file)
        .filter((file) => !file.includes('/cli/'))
        .sort(),
    )
    for (const [, , words] of said) expect(words).toContain('Only the carriers in core/sync reach a network')
  })

  it('see with types: forgotten promises, unfinished switches, objects in text; and lines, consoles and shapes', () => {
    const planted: Record<string, string> = {
      'eslint(no-console)': "console.log('x')",
      'eslint(max-lines)': '// a\n'.repeat(301),
      'typescript(consistent-type-definitions)': 'interface A { b: 1 }',
      'typescript(no-import-type-side-effects)': "import { type A } from './a'",
      'typescript(no-floating-promises)': 'export const f = (): void => { Promise.resolve(1) }',
      'typescript(switch-exhaustiveness-check)':
        "export const f = (kind: 'a' | 'b'): number => { switch (kind) { case 'a': return 1 } return 2 }",
      'typescript(restrict-template-expressions)': 'export const f = (o: { c: number }): string => `${o}`',
    }
    const rules = Object.keys(planted)
    const said = lint(
      Object.fromEntries(rules.map((rule, n) => [`src/core/sync/a${String(n)}.ts`, `${planted[rule] ?? ''}\n`])),
    )
    for (const [n, rule] of rules.entries())
      expect(said.filter(([file]) => file.endsWith(`/a${String(n)}.ts`)).map(([, code]) => code)).toContain(rule)
  })
})
