import { commonWords, particles } from '#core/anonymise/narrative/commonWords'
import { findingAt, isCapitalAt } from '#core/anonymise/narrative/finding'
import type { Finding } from '#core/anonymise/narrative/finding'
import type { Folded } from '#core/anonymise/narrative/fold'

const cue =
  /(?<!\p{L})(?:se llama(?:ba)?|de nombre|llamad[oa]|conocid[oa] como|apodad[oa]|alias|don|dona|sra?\.|srta\.|senora|senor|lic\.|licenciad[oa]|dra?\.|profesora?|maestr[oa]|comandante|coronel|capitan|alcalde(?:sa)?|named|called|known as|nicknamed|mrs?\.?|ms\.?|miss|my name is) +["']?(\p{L}[\p{L}']+(?: +\p{L}[\p{L}']+){0,2})/gu

/** Words with a capital after what a name follows ("doña …", "known as …"): somebody, though nobody here knows her. */
export const findCued = (folded: Folded): Finding[] =>
  [...folded.text.matchAll(cue)].flatMap((match) => {
    const name = match[1] ?? ''
    const first = /^[\p{L}']+/u.exec(name)?.[0] ?? ''
    const from = match.index + match[0].length - name.length
    const isName = isCapitalAt(folded, from) && !particles.has(first)
    return isName ? [findingAt(folded, from, from + first.length, 'name', !commonWords.has(first))] : []
  })
