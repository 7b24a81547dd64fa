import { resolve } from 'node:path'
import process from 'node:process'
import type { Action } from '#cli/action'
import { createPractice, practiceScales } from '#cli/practice/createPractice'
import { tell } from '#cli/withEngine'
import { sentence } from '#shared/i18n/say'
import { fail, ok } from '#shared/result'

/** Characters of the bar. */
const width = 30

/** A bar on a terminal, drawn again where it stands; nothing where stderr is something else. */
const createBar = (words: string): { readonly show: (part: number) => void; readonly end: () => void } => {
  const isShown = process.stderr.isTTY
  let drawn = ''
  return {
    show(part: number): void {
      const full = Math.floor(part * width)
      const next = `${words} [${'#'.repeat(full)}${'.'.repeat(width - full)}] ${Math.floor(part * 100)} %`
      if (!isShown || next === drawn) return
      drawn = next
      process.stderr.write(`\r${next}`)
    },
    end(): void {
      if (drawn !== '') process.stderr.write(`\r${' '.repeat(drawn.length)}\r`)
    },
  }
}

/** `tejido practice create DIR [--scale small|full]`: vaults with invented people. Needs neither vault nor passphrase. */
export const runPractice: Action = async (given, output, signal) => {
  const [, action, folder = '', ...more] = given.words
  const scale = practiceScales.find((known) => known === (given.scale ?? 'small'))
  if (action !== 'create' || folder === '' || more.length > 0 || !scale) return fail('WrongUsage')
  const bar = createBar(sentence(given.language, 'cli.practiceMaking'))
  const made = await createPractice(resolve(folder), scale, { signal, onProgress: bar.show }).finally(bar.end)
  return tell(output, made.ok ? ok({ vaults: made.value }) : made, ({ vaults }) => {
    output.words('practiceMade', { count: vaults.length })
    for (const { alias, role, path, passphraseFile } of vaults) {
      output.words('practiceVault', { alias, role })
      output.line(`  ${path}`)
      output.line(`  ${passphraseFile}`)
    }
    if (scale === 'full') output.words('practiceRegion')
  })
}
