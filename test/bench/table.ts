import { holds, ratioOf, spreadOf } from './measure'
import type { Figure, Spread } from './measure'

/** A run of the benchmark. */
export type BenchReport = {
  readonly at: string
  readonly quick: boolean
  readonly machine: Record<string, string | number>
  readonly figures: readonly Figure[]
}

const short = (number: number): string =>
  number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toPrecision(2)
const spread = ({ min, median, max }: Spread): string => `${short(median)} (${short(min)}–${short(max)})`
const budgetOf = ({ budget, unit }: Figure): string =>
  budget === undefined ? '–' : `≤ ${budget.atMost}${budget.of === 'ratio' ? '×' : ` ${unit}`}`
const verdictOf = (figure: Figure): string => {
  const held = holds(figure)
  return held === undefined ? '' : held ? 'held' : 'MISSED'
}

const rowOf = (figure: Figure): string[] => {
  const ratio = ratioOf(figure)
  return [
    figure.name,
    figure.unit,
    spread(spreadOf(figure.ours)),
    figure.peer.length > 0 ? `${spread(spreadOf(figure.peer))} ${figure.peerName}` : '–',
    ratio ? `${spread(ratio)}×` : '–',
    budgetOf(figure),
    verdictOf(figure),
  ]
}

const heads = ['Figure', 'Unit', 'Ours', 'Peer, same run', 'Ratio', 'Budget', '']
const machineLine = (machine: BenchReport['machine']): string =>
  Object.entries(machine)
    .map(([what, value]) => `${what} ${value}`)
    .join(' · ')

/** The report for a terminal: median (least–most) over the runs. */
export const asText = ({ at, quick, machine, figures }: BenchReport): string => {
  const rows = [heads, ...figures.map(rowOf)]
  const widths = heads.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const quickly = quick ? 'QUICK RUN: a tenth of the data, no figure counts\n' : ''
  return `\n${quickly}${at} · ${machineLine(machine)}\nmedian (least–most) over the runs\n\n${lines.join('\n')}\n`
}

/** The report for docs/benchmarks.md, in the form that a formatter leaves alone. */
export const asMarkdown = ({ at, machine, figures }: BenchReport): string => {
  const rows = [heads, ...figures.map(rowOf)].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = heads.map((_, i) => Math.max(3, ...rows.map((row) => (row[i] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  const [first = [], ...rest] = rows
  const table = [line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)]
  const data = figures.map(
    ({ name, data, seeds, ours }) => `- ${name}: ${data}; ${ours.length} runs, seeds ${seeds.join(', ')}`,
  )
  return `Measured ${at.slice(0, 10)}: ${machineLine(machine)}.\nMedian (least–most) over the runs.\n\n${table.join('\n')}\n\n${data.join('\n')}\n`
}

/** The report as bench-results.json: every run, and what was made of it. */
export const asJson = (report: BenchReport): string => {
  const figures = report.figures.map((figure) => ({
    ...figure,
    spread: spreadOf(figure.ours),
    peerSpread: figure.peer.length > 0 ? spreadOf(figure.peer) : null,
    ratio: ratioOf(figure) ?? null,
    held: holds(figure) ?? null,
  }))
  return `${JSON.stringify({ ...report, figures }, null, 2)}\n`
}
