/** Rules of ours, which the linter loads: what must not be written, by selectors of its syntax, and why. */
const never = (message, ...selectors) => ({
  create: (context) =>
    Object.fromEntries(selectors.map((selector) => [selector, (node) => context.report({ node, message })])),
})

export default {
  meta: { name: 'tejido' },
  rules: {
    'no-async-transaction': never(
      'A database transaction is synchronous: an async function commits before it has done anything.',
      "CallExpression[callee.property.name='transaction'] > :matches(ArrowFunctionExpression, FunctionExpression)[async=true]",
    ),
    'no-default-export': never('Named exports only (docs/architecture.md, Conventions).', 'ExportDefaultDeclaration'),
    'no-enum': never('Use a union of string literals.', 'TSEnumDeclaration'),
    'no-open-external': never(
      'Show copyable text instead: no scheme is ever handed to the system.',
      "MemberExpression[object.name='shell'][property.name='openExternal']",
    ),
    'no-inner-html': never(
      'Text as text: Trusted Types forbid it.',
      "AssignmentExpression[left.property.name='innerHTML']",
      "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    ),
  },
}
