import type { Publication, Table } from '#shared/rules/publication'
import { gridOf } from '#shared/rules/figureGrid'
import { methodOf } from '#core/export/method'
import type { Numbers } from '#core/export/numbers'
import { heading, inTags, noticeRow, pageOf } from '#core/export/page'
import { reportOf } from '#core/export/report'
import type { Block, Section } from '#core/export/report'
import type { Paper } from '#core/export/style'
import { svgOf } from '#core/export/svg'
import { escaped } from '#core/export/text'
import { capital, markOf, readable } from '#core/export/words'
import type { Speaker, Words } from '#core/export/words'

const paragraph = (words: Words, speaker: Speaker, kind = ''): string =>
  `<p${kind && ` class="${kind}"`}>${inTags(words, speaker)}</p>`

const valueCell = (value: number | null, isTotal: boolean, speaker: Speaker): string =>
  value === null
    ? `<td class="cerrada"><span aria-hidden="true">▪</span><span class="sr">${escaped(markOf(speaker.languages))}</span></td>`
    : `<td${isTotal ? ' class="total"' : ''}>${readable(value)}</td>`

const tableTags = (table: Table, speaker: Speaker, isDraft: boolean): string => {
  const { down, across, columns, rows } = gridOf(table)
  const heads = [
    ...down.map(({ dimension }) => `<th scope="col">${inTags(capital(speaker.dimension(dimension)), speaker)}</th>`),
    ...columns.map((code) => {
      const words = across ? speaker.node(across.dimension, code) : speaker.say('value')
      return `<th scope="col" class="n">${inTags(capital(words), speaker)}</th>`
    }),
  ]
  const body = rows.map(({ at, depth, isTotal, values }) => {
    const names = at.map((code, place) => {
      const isLast = place === at.length - 1
      const words = inTags(speaker.node(down[place]?.dimension ?? '', code), speaker)
      return `<th scope="row"${isLast && depth > 0 ? ` class="d${Math.min(depth, 3)}"` : ''}>${words}</th>`
    })
    const cells = values.map((value, place) => valueCell(value, columns.length > 1 && columns[place] === null, speaker))
    return `<tr${isTotal ? ' class="total"' : ''}>${names.join('')}${cells.join('')}</tr>`
  })
  const head = `${noticeRow(heads.length, isDraft)}<tr>${heads.join('')}</tr>`
  const id = escaped(table.id)
  const legend = table.cells.some(({ value }) => value === null)
    ? paragraph(speaker.say('report.legend', { mark: markOf(speaker.languages) }), speaker, 'soft')
    : ''
  return [
    `<div class="cuadro" role="region" tabindex="0" aria-labelledby="${id}">`,
    `<table aria-labelledby="${id}"${heads.length > 8 ? ' class="ancha"' : ''}><thead>${head}</thead><tbody>${body.join('')}</tbody></table>`,
    `</div>${legend}`,
  ].join('')
}

/** Draws the blocks of a page; each chart gets an id of its own. */
const blockTags = (speaker: Speaker, isDraft: boolean): ((block: Block) => string) => {
  let charts = 0
  return (block) => {
    switch (block.kind) {
      case 'write':
        return `<div class="escribir"><p>${inTags(speaker.list([speaker.say('report.write'), block.help], ': '), speaker)}</p></div>`
      case 'note':
        return paragraph(block.text, speaker)
      case 'facts': {
        const facts = block.facts.map(
          ({ label, text }) => `<dt>${inTags(label, speaker)}</dt><dd>${inTags(text, speaker)}</dd>`,
        )
        return `<dl>${facts.join('')}</dl>`
      }
      case 'chart': {
        charts += 1
        const note = block.note ? paragraph(block.note, speaker, 'soft') : ''
        const picture = svgOf(block.chart, `grafica-${charts}`, speaker, isDraft)
        const caption = block.isTitled ? '' : `<figcaption>${inTags(block.chart.title, speaker)}</figcaption>`
        return `<figure>${caption}${picture}${note}</figure>`
      }
      case 'table':
        return tableTags(block.table, speaker, isDraft)
    }
  }
}

const contents = (sections: readonly Section[], speaker: Speaker): string => {
  const items = sections
    .filter(({ level }) => level === 2)
    .map(({ id, title }) => `<li><a href="#${id}">${inTags(title, speaker)}</a></li>`)
  return `<nav aria-labelledby="contenido">${heading(2, speaker.say('report.contents'), speaker, 'contenido')}<ol class="contenido">${items.join('')}</ol></nav>`
}

const methodSections = (publication: Publication, speaker: Speaker): readonly Section[] =>
  methodOf(publication, speaker).map(({ title, sentences }, index) => ({
    id: index === 0 ? 'metodo' : `metodo-${index}`,
    level: title === null ? 2 : 3,
    title: title ?? speaker.say('method.heading'),
    blocks: sentences.map((text): Block => ({ kind: 'note', text })),
  }))

/** Parts of a report that begin on a page of their own. */
const startsPage = ['aggressions', 'responses', 'lessons', 'metodo']
/** The report of a period as a page to print: its five parts with tables and charts in place, and how things were counted. */
export const reportHtml = (
  publication: Publication,
  numbers: Numbers,
  speaker: Speaker,
  { paper, isDraft }: { readonly paper: Paper; readonly isDraft: boolean },
): Uint8Array => {
  const sections = [...reportOf({ publication, numbers, speaker }), ...methodSections(publication, speaker)]
  const tagsOf = blockTags(speaker, isDraft)
  const parts = sections.map(({ id, level, title, blocks }) => {
    const kind = startsPage.includes(id) ? ' class="nueva"' : ''
    return `<section${kind}>${heading(level, title, speaker, id)}\n${blocks.map(tagsOf).join('\n')}</section>`
  })
  const title = speaker.say('report.title', { period: speaker.node('time', publication.period) })
  return pageOf(title, `${contents(sections, speaker)}\n${parts.join('\n')}`, speaker, {
    paper,
    isDraft,
    isAcross: false,
  })
}
