import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every file that a page names is there', () => {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  const pages = ['README.md', ...inDocs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
  expect(pages.length).toBeGreaterThan(10)
  for (const page of pages)
    for (const [name] of readFileSync(page, 'utf8').matchAll(
      /\b(?:src|test|scripts|docs|build)\/[\w/.-]+\.(?:tsx?|mjs|md|json|yml)\b/g,
    ))
      expect(existsSync(name), `${page}: ${name}`).toBe(true)
})
