import tseslint from 'typescript-eslint'

/** A rule of ours by syntax: what must not be written, and why. */
const never = (selector, message) => ({ selector, message })

const everywhere = [
  never(
    "CallExpression[callee.property.name='transaction'] > :matches(ArrowFunctionExpression, FunctionExpression)[async=true]",
    'A database transaction is synchronous: an async function commits before it has done anything.',
  ),
  never('ExportDefaultDeclaration', 'Named exports only (docs/architecture.md, Conventions).'),
  never('TSEnumDeclaration', 'Use a union of string literals.'),
]
const noSurface = [
  ...everywhere,
  never(
    "MemberExpression[object.name='shell'][property.name='openExternal']",
    'Show copyable text instead: no scheme is ever handed to the system.',
  ),
  never("AssignmentExpression[left.property.name='innerHTML']", 'Text as text: Trusted Types forbid it.'),
  never("JSXAttribute[name.name='dangerouslySetInnerHTML']", 'Text as text: Trusted Types forbid it.'),
]

export default tseslint.config(
  { ignores: ['out/', 'dist/', '.tsc/', '**/*.cjs', '**/*.js', '**/*.mjs'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // there are no enums here, and hardly a class: these two took a quarter of the time
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...noSurface],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['src/shared/**', 'src/core/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Only the carriers in core/sync reach a network, and none by HTTP.' },
        { name: 'WebSocket', message: 'Only the carriers in core/sync reach a network.' },
      ],
    },
  },
  {
    files: ['test/**', '*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere.filter((rule) => !rule.selector.startsWith('ExportDefault'))],
    },
  },
)
