/** Who may import what: the table of docs/architecture.md as a check. test/layers.test.ts plants a breach of each rule. */

/** `from` may reach, inside src, only what matches `allowed`. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: allowed },
})

/** Inside core a folder imports only folders to its left. */
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
const leftToRight = order.map((folder, i) => ({
  name: `core-${folder}-imports-left`,
  severity: 'error',
  from: { path: `^src/core/${folder}/` },
  to: { path: '^src/core/', pathNot: `^src/core/(${order.slice(0, i + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^(src|test)' },
      to: { couldNotResolve: true, pathNot: '^bun:' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(src|test)' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('shared-imports-shared', '^src/shared/', ['^src/shared/']),
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/zod/' },
    },
    only('core-imports-core', '^src/core/', ['^src/core/', '^src/shared/']),
    ...leftToRight,
    // what runs on a stranger's machine has no use for people, keys of vaults or documents
    only('relay-is-blind', '^src/core/relay/', [
      '^src/core/(crypto|relay)/',
      '^src/core/identity/encode',
      '^src/core/vault/(sql|diskFailure)',
      '^src/shared/',
    ]),
    // what decides whether a number may be published knows nothing of keys, documents or people
    only('anonymise-is-pure', '^src/core/anonymise/', ['^src/core/anonymise/', '^src/shared/']),
    only('export-writes-what-is-safe', '^src/core/export/', ['^src/core/(anonymise|export)/', '^src/shared/']),
    // what reads a stranger's spreadsheet has no use for keys, documents or people
    only('import-only-reads', '^src/core/import/', ['^src/core/import/', '^src/shared/']),
    only('main-imports-shared', '^src/main/(?!engine)', ['^src/main/', '^src/shared/']),
    only('engine-entry-imports-core', '^src/main/engine', ['^src/main/', '^src/shared/', '^src/core/']),
    only('preload-imports-shared', '^src/preload/', ['^src/preload/', '^src/shared/']),
    {
      name: 'preload-is-no-node',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { dependencyTypes: ['core'] },
    },
    only('renderer-imports-shared', '^src/renderer/', ['^src/renderer/', '^src/shared/']),
    {
      name: 'renderer-is-no-node',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    only('cli-imports-core', '^src/cli/', ['^src/cli/', '^src/core/', '^src/shared/']),
    {
      name: 'electron-in-the-shell-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { path: 'node_modules/electron/|^electron$' },
    },
    {
      name: 'screens-in-the-renderer-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/' },
      to: { path: 'node_modules/(react|react-dom|react-aria-components|lucide-react|@fontsource[^/]*)/' },
    },
    {
      name: 'crypto-in-one-folder',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/crypto/' },
      to: { path: 'node_modules/(tweetnacl|sodium-native|shamir-secret-sharing)/' },
    },
    {
      name: 'database-in-the-vault-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/(vault/|relay/sqliteStore)' },
      to: { path: 'node_modules/@signalapp/' },
    },
    {
      name: 'documents-and-envelopes-hold-automerge',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/(documents|envelopes)/' },
      to: { path: 'node_modules/@automerge/' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.css', '.d.ts'],
    },
  },
}
