/** Paper to print on. */
export type Paper = 'a4' | 'letter'

const sizes: Readonly<Record<Paper, string>> = { a4: 'A4', letter: 'letter' }

/** A notice at the head of every page of paper. */
const running = (notice: string | null): string =>
  notice === null ? '' : `@top-center { content: '${notice}'; color: #8f1a37; font: 650 12pt sans-serif; } `

/** How a page is printed. `notice`: at the head of every sheet of paper; null for none. `isAcross`: paper laid across. */
type Look = { readonly paper: Paper; readonly notice: string | null; readonly isAcross: boolean }

/** The look of a page that is printed: plain, black on white, with the colours and letters of the screens; nothing is fetched. */
export const styleOf = ({ paper, notice, isAcross }: Look): string => `
:root { color-scheme: light; --ink: #1c2030; --soft: #484d5e; --line: #d3d5ce; --strong: #777c87; --anil: #33448a; --sunken: #e9eae5; --grana: #8f1a37; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px; max-width: 62rem; background: #fff; color: var(--ink); font: 400 1rem/1.5 'Noto Sans', system-ui, sans-serif; }
h1, h2, h3, h4 { font-family: 'Gentium Plus', Georgia, serif; font-weight: 700; line-height: 1.25; margin: 1.6em 0 0.5em; break-after: avoid; break-inside: avoid; }
h1 { font-size: 2.125rem; margin-top: 0; }
h2 { font-size: 1.6875rem; padding-top: 16px; border-top: 2px solid var(--anil); }
h3 { font-size: 1.3125rem; }
h4 { font-size: 1.125rem; }
p { margin: 0 0 12px; max-width: 44rem; }
a { color: var(--anil); }
.otra { display: block; color: var(--soft); font-weight: 400; }
.soft { color: var(--soft); }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
ol.contenido { padding-left: 24px; }
.escribir { margin: 12px 0 20px; padding: 12px 16px 96px; border: 1px dashed var(--strong); border-radius: 8px; break-inside: avoid; }
.escribir p { margin: 0; }
dl { display: grid; grid-template-columns: max-content auto; gap: 4px 24px; margin: 0 0 16px; }
dt { max-width: 28rem; }
dd { margin: 0; font-weight: 650; }
figure { margin: 0 0 20px; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: 8px; break-after: avoid; }
figure svg { display: block; max-width: 100%; height: auto; }
svg text { font: 400 16px 'Noto Sans', system-ui, sans-serif; fill: var(--ink); }
svg .cifra { font-weight: 650; }
svg .barra { fill: var(--anil); }
svg .raya { fill: var(--strong); }
svg .cerrada { stroke: var(--strong); stroke-dasharray: 2 3; }
svg .eje { stroke: var(--strong); fill: none; }
svg .borrador-en { fill: var(--grana); font-weight: 650; }
.cuadro { position: relative; overflow-x: auto; margin-bottom: 8px; }
.cuadro:focus-visible { outline: 3px solid #7a1fa2; outline-offset: 2px; }
table { border-collapse: collapse; min-width: 24rem; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 10px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th { font-weight: 400; text-align: left; }
tbody th:first-child { position: sticky; left: 0; min-width: 12rem; background: #fff; }
thead th { font-weight: 600; border-bottom: 1px solid var(--strong); vertical-align: bottom; }
thead th.n { text-align: right; }
tr.total > *, td.total { font-weight: 650; }
tr.total > * { border-top: 1px solid var(--strong); }
.d1 { padding-left: 28px; }
.d2 { padding-left: 46px; }
.d3 { padding-left: 64px; }
td.palabras, .fina thead th.n { text-align: left; }
td.cerrada { background: repeating-linear-gradient(135deg, #fff 0 4px, #e4e5e1 4px 8px); }
tr.aviso th, p.aviso { color: var(--grana); font-weight: 650; text-align: left; }
.borrador { position: fixed; inset: 0; width: 100%; height: 100%; pointer-events: none; }
.borrador text { font-size: 62px; font-weight: 650; fill: var(--grana); fill-opacity: 0.16; }
@page { size: ${sizes[paper]}${isAcross ? ' landscape' : ''}; margin: 17mm; ${running(notice)}}
@media print {
  body { padding: 0; max-width: none; font-size: 11pt; }
  .ancha thead th.n { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 55mm; text-align: left; vertical-align: top; }
  .ancha th, .ancha td { padding: 3px 4px; }
  .cuadro { overflow: visible; }
  table { font-size: 10pt; min-width: 0; }
  th, td { padding: 3px 8px; }
  tbody th:first-child { position: static; min-width: 0; }
  thead { display: table-header-group; }
  .fina { font-size: 8pt; }
  .fina th, .fina td { padding: 2px 4px; }
  .ancha .d1 { padding-left: 14px; }
  .ancha .d2 { padding-left: 26px; }
  .ancha .d3 { padding-left: 38px; }
  tr { break-inside: avoid; }
  .nueva { break-before: page; }
  a { color: inherit; text-decoration: none; }
  svg .barra { fill: #000; }
  /* hatching of a hundred cells would be pictures of some megabytes in a PDF */
  td.cerrada { background: #e4e5e1; print-color-adjust: exact; }
}
`
