import type { Bar, Chart } from '#core/export/charts'
import { escaped } from '#core/export/text'
import { draftMark, inLine, markOf, readable } from '#core/export/words'
import type { Speaker } from '#core/export/words'

/** In pixels: as wide as a page of A4 or Letter between its margins. */
const width = 640
const line = 20
const labelWidth = 244
const barHeight = 18
/** Room beside the longest bar for a number of five digits. */
const valueWidth = 64
const barRoom = width - labelWidth - valueWidth
/** How much of its room a protected bar takes, whatever it stands for: the mark in two languages still fits beside it. */
const shutShare = 0.3
const columnRoom = 150
/** About how many letters of 16 px stand on a line of this width. */
const lettersIn = (pixels: number): number => Math.floor(pixels / 8.6)

const round = (number: number): string => String(Math.round(number * 10) / 10)

/** Words on lines of at most so many letters; a longer word stands alone. */
const wrapped = (text: string, letters: number): readonly string[] =>
  text.split(/\s+/).reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1)
    return last !== undefined && `${last} ${word}`.length <= letters
      ? [...lines.slice(0, -1), `${last} ${word}`]
      : [...lines, word]
  }, [])

type Anchor = 'start' | 'middle' | 'end'
const textAt = (x: number, y: number, text: string, anchor: Anchor = 'start', kind = ''): string =>
  `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${kind && ` class="${kind}"`}>${escaped(text)}</text>`

/** A bar of its length, or the hatched one. */
const rectAt = (x: number, y: number, w: number, h: number, hatch: string | null): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" ${hatch === null ? 'class="barra"' : `class="cerrada" fill="url(#${hatch})"`}/>`

type Drawn = { readonly height: number; readonly marks: string }

const drawBars = (bars: readonly Bar[], most: number, hatch: string, mark: string): Drawn => {
  let y = 4
  const marks = bars.map(({ label, value }) => {
    const lines = label.flatMap((words) => wrapped(words, lettersIn(labelWidth - 12)))
    const top = y
    const height = Math.max(lines.length * line, line + 4)
    y += height + 8
    const middle = top + height / 2
    const length = value === null ? barRoom * shutShare : (barRoom * value) / most
    return [
      ...lines.map((text, index) =>
        textAt(labelWidth - 10, middle + (index - (lines.length - 1) / 2) * line + 5.5, text, 'end'),
      ),
      rectAt(labelWidth, middle - barHeight / 2, length, barHeight, value === null ? hatch : null),
      textAt(labelWidth + length + 8, middle + 5.5, value === null ? mark : readable(value), 'start', 'cifra'),
    ].join('')
  })
  const axis = `<path class="eje" d="M${labelWidth} 0V${y}"/>`
  return { height: y + 4, marks: marks.join('') + axis }
}

const drawColumns = (bars: readonly Bar[], most: number, hatch: string): Drawn => {
  const step = width / bars.length
  const wide = Math.min(step * 0.6, 40)
  const ground = columnRoom + 28
  const marks = bars.map(({ label, value }, place) => {
    const middle = step * (place + 0.5)
    const tall = columnRoom * (value === null ? shutShare : value / most)
    return [
      rectAt(middle - wide / 2, ground - tall, wide, tall, value === null ? hatch : null),
      textAt(middle, ground - tall - 7, value === null ? '▪' : readable(value), 'middle', 'cifra'),
      ...label.map((text, index) => textAt(middle, ground + line * (index + 1), text, 'middle')),
    ].join('')
  })
  const lines = Math.max(1, ...bars.map(({ label }) => label.length))
  return { height: ground + lines * line + 8, marks: `${marks.join('')}<path class="eje" d="M0 ${ground}H${width}"/>` }
}

/**
 * A chart as a picture that needs nothing beside itself: its title and all its figures in words are in it. `id`: unlike any
 * other of the page.
 */
export const svgOf = ({ title, shape, bars }: Chart, id: string, speaker: Speaker, isDraft: boolean): string => {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0))
  const hatch = `${id}-trama`
  const mark = markOf(speaker.languages)
  const { height, marks } = shape === 'bars' ? drawBars(bars, most, hatch, mark) : drawColumns(bars, most, hatch)
  const said = bars.map(({ label, value }) =>
    value === null
      ? speaker.say('report.isProtected', { label })
      : speaker.say('report.isNumber', { label, number: readable(value) }),
  )
  const head = isDraft ? line + 6 : 0
  const notice = isDraft ? textAt(0, 16, draftMark, 'start', 'borrador-en') : ''
  return [
    `<svg viewBox="0 0 ${width} ${round(height + head)}" width="${width}" height="${round(height + head)}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escaped(inLine(speaker.say('report.chart', { title })))}</title>`,
    `<desc id="${id}-d">${escaped(inLine(speaker.list(said, '; ')))}</desc>`,
    `<defs><pattern id="${hatch}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="3" height="8" class="raya"/></pattern></defs>`,
    notice,
    isDraft ? `<g transform="translate(0 ${head})">${marks}</g>` : marks,
    '</svg>',
  ].join('')
}
