import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { checkClaims } from '#cli/demo/claims'
import { livePerson, StoryEnded } from '#cli/demo/person'
import { tellStory } from '#cli/demo/story'
import { sentence } from '#shared/i18n/say'
import type { Language } from '#shared/i18n/say'

/**
 * `npm run demo`: three processes with three vaults share a case, a house card and a roster; then every claim is held
 * against the files. Ends 0 only when all hold.
 */
const run = async (): Promise<number> => {
  const language: Language = process.argv.includes('en') ? 'en' : 'es'
  const start = Date.now()
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  const say = (key: string, places: Readonly<Record<string, string | number>> = {}): void =>
    print(`${((Date.now() - start) / 1_000).toFixed(1).padStart(5)} s  ${sentence(language, `demo.${key}`, places)}`)
  const root = mkdtempSync(join(tmpdir(), 'tejido-demo-'))
  const seen = await tellStory(root, say)
  const claims = await checkClaims(seen)
  print('')
  for (const { key, holds } of claims) print(`${holds ? '✓' : '✗'} ${sentence(language, `demo.claim.${key}`)}`)
  const failed = claims.filter(({ holds }) => !holds).length
  print('')
  say('where', { root })
  print(`${claims.length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

if (process.argv.includes('--person')) livePerson()
else
  run().then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${error instanceof StoryEnded ? error.message : 'Unexpected'}\n`)
      process.exit(1)
    },
  )
