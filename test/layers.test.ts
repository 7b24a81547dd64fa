import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
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

/** A line that each selector of ours refuses, by a piece of the selector. */
const lines: [piece: string, line: string][] = [
  ["name='transaction'", 'db.transaction(async () => { await 1 })'],
  ['ExportDefaultDeclaration', 'export default 1'],
  ['TSEnumDeclaration', 'enum A { b }'],
  ["name='openExternal'", "shell.openExternal('x')"],
  ["name='innerHTML'", "element.innerHTML = 'x'"],
  ["name='dangerouslySetInnerHTML'", 'const a = <p dangerouslySetInnerHTML={x} />'],
]
type RestrictedSyntax = [level: unknown, ...rules: { selector: string; message: string }[]]
type RestrictedGlobals = [level: unknown, ...rules: { name: string; message: string }[]]
type Linted = { rules: { 'no-restricted-syntax': RestrictedSyntax; 'no-restricted-globals'?: RestrictedGlobals } }

describe('the rules of the linter', () => {
  // Rules by syntax need no types, and go fast without.
  const quick = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] })
  const lint = async (eslint: ESLint, filePath: string, text: string) =>
    (await eslint.lintText(text, { filePath: join(root, filePath) }))[0]?.messages ?? []

  it.each(['src/renderer/a.tsx', 'src/core/sync/a.tsx', 'test/a.tsx'])(
    'refuse a planted line each in %s',
    async (file) => {
      const { rules } = (await quick.calculateConfigForFile(join(root, file))) as Linted
      const [, ...ours] = rules['no-restricted-syntax']
      expect(ours.length).toBeGreaterThan(1)
      for (const { selector, message } of ours) {
        const [, line] = lines.find(([piece]) => selector.includes(piece)) ?? []
        if (line === undefined) expect.fail(`no planted line for ${selector}`)
        const messages = await lint(quick, file, `${line}\n`)
        expect(messages.map((m) => [m.ruleId, m.message])).toContainEqual(['no-restricted-syntax', message])
      }
    },
  )

  it('allow a default export in tests and configuration only', async () => {
    const said = await lint(quick, 'test/a.ts', 'export default 1\n')
    expect(said.filter((m) => m.ruleId === 'no-restricted-syntax')).toEqual([])
  })

  it('refuse each way to a network in core and shared', async () => {
    for (const file of ['src/core/documents/a.ts', 'src/shared/a.ts']) {
      const { rules } = (await quick.calculateConfigForFile(join(root, file))) as Linted
      const [, ...globals] = rules['no-restricted-globals'] ?? [0]
      expect(globals.map((global) => global.name).sort()).toEqual(['WebSocket', 'fetch'])
      for (const { name, message } of globals) {
        const [first] = (await lint(quick, file, `${name}('x')\n`)).filter((m) => m.ruleId === 'no-restricted-globals')
        expect(first?.message).toContain(message)
      }
    }
  })

  it.each([
    ['no-console', "console.log('x')"],
    ['max-lines', 'const a = 1\n'.repeat(301)],
    ['@typescript-eslint/consistent-type-definitions', 'interface A { b: 1 }'],
    ['@typescript-eslint/no-import-type-side-effects', "import { type A } from './a'"],
  ])('%s stands', async (rule, text) => {
    expect((await lint(quick, 'src/core/sync/a.ts', `${text}\n`)).map((m) => m.ruleId)).toContain(rule)
  })

  it('see with types: forgotten promises, unfinished switches, objects in text', async () => {
    const text = `
      export const f = (kind: 'a' | 'b', o: { c: number }): string => {
        Promise.resolve(1)
        switch (kind) {
          case 'a':
            return \`\${o}\`
        }
        return ''
      }
    `
    const said = (await lint(new ESLint({ cwd: root }), 'src/shared/result.ts', text)).map((m) => m.ruleId)
    for (const rule of ['no-floating-promises', 'switch-exhaustiveness-check', 'restrict-template-expressions']) {
      expect(said).toContain(`@typescript-eslint/${rule}`)
    }
  })
})
