import { styleOf } from '#core/export/style'
import type { Paper } from '#core/export/style'
import { escaped } from '#core/export/text'
import { draftMark, inLine, languagesOf } from '#core/export/words'
import type { Speaker, Words } from '#core/export/words'

/** Words as text: the second language under the first, each said to be what it is. */
export const inTags = (words: Words, speaker: Speaker): string => {
  const [first, second] = words
  const [, other = 'en'] = languagesOf(speaker.languages)
  return `${escaped(first)}${second === undefined ? '' : ` <span class="otra" lang="${other}">${escaped(second)}</span>`}`
}

/** A heading of a page. */
export const heading = (level: number, words: Words, speaker: Speaker, id = ''): string =>
  `<h${level}${id && ` id="${escaped(id)}"`}>${inTags(words, speaker)}</h${level}>`

/** A table's notice that it is a draft: it goes with the rows, wherever they are copied to. */
export const noticeRow = (columns: number, isDraft: boolean): string =>
  isDraft ? `<tr class="aviso"><th colspan="${columns}" scope="colgroup">${draftMark}</th></tr>` : ''

/** Across every page of paper, behind what is read. A picture, since it is nothing to be read aloud again. */
const draftPicture = `<svg class="borrador" aria-hidden="true" viewBox="0 0 800 800"><text x="400" y="400" text-anchor="middle" transform="rotate(-40 400 400)">${draftMark}</text></svg>`

/** How a page stands on paper. */
type PageLook = { readonly paper: Paper; readonly isDraft: boolean; readonly isAcross: boolean }

/** A page by itself: no script, nothing fetched, nothing that says who made it or when. */
export const pageOf = (
  title: Words,
  body: string,
  speaker: Speaker,
  { paper, isDraft, isAcross }: PageLook,
): Uint8Array => {
  const [language] = languagesOf(speaker.languages)
  const name = `${isDraft ? `${draftMark} · ` : ''}${inLine(title)}`
  const watermark = isDraft ? draftPicture : ''
  const notice = isDraft ? `<p class="aviso">${draftMark}</p>` : ''
  const style = styleOf({ paper, notice: isDraft ? draftMark : null, isAcross })
  const page = [
    `<!doctype html>\n<html lang="${language ?? 'es'}">\n<head>\n<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">`,
    `<title>${escaped(name)}</title>\n<style>${style}</style>\n</head>`,
    `<body>\n<main>\n${notice}${heading(1, title, speaker)}\n${body}\n</main>\n${watermark}</body>\n</html>\n`,
  ]
  return new TextEncoder().encode(page.join('\n'))
}
