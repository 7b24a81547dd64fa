import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { deskPart } from './desk'
import { editPart } from './edit'
import { figuresPart } from './figures'
import { joinPart } from './join'
import { lanPart } from './lan'
import { listPart, longListPart } from './list'
import { logPart } from './log'
import { machineFacts } from './measure'
import type { Bench, Figure, Part } from './measure'
import { membershipPart } from './membership'
import { mergePart } from './merge'
import { openPart } from './open'
import { registryPart } from './registry'
import { relayPart } from './relay'
import { sessionPart } from './session'
import { syncPart } from './sync'
import { asJson, asMarkdown, asText } from './table'

/**
 * `npm run bench [-- PART … --quick]`: each part in a process of its own, so that one does not grow the heap of the
 * next. Prints a table and writes bench-results.json; with TEJIDO_WRITE_BENCH=1 also the tables of docs/benchmarks.md whose
 * parts were all run.
 */
const notebookParts: readonly Part[] = [
  editPart,
  openPart,
  mergePart,
  logPart,
  listPart,
  longListPart,
  registryPart,
  membershipPart,
  deskPart,
]
const figureParts: readonly Part[] = [figuresPart]
const carrierParts: readonly Part[] = [lanPart, sessionPart, syncPart, joinPart, relayPart]
/** The tables of the page, each of one run. A table's name asks for all its parts. */
const tables = [
  { name: 'notebook', parts: notebookParts },
  { name: 'carriers', parts: carrierParts },
  { name: 'figures', parts: figureParts },
] as const
const parts: readonly Part[] = tables.flatMap((table) => table.parts)
const seed = 20_260_308
const resultsFile = 'bench-results.json'
const pageFile = 'docs/benchmarks.md'

const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** Inside a part's own process. */
const runPart = async (part: Part): Promise<void> => {
  const bench: Bench = {
    quick: process.argv.includes('--quick'),
    seed,
    progress: (text) => say(`  ${part.name}: ${text}`),
  }
  const figures = await part.run(bench)
  process.send?.(figures, () => process.exit(0)) // what a part left open must not hold the next one up
}

/**
 * The bench and the engine under it, built as the product is: code that tsx translates line by line runs up to twice as
 * slow. Packages stay outside. Returns the built entry.
 */
const buildBench = async (): Promise<string> => {
  const { build } = await import('vite')
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: ['noise-handshake'] }, // it is imported without its file's ending
    build: {
      ssr: true,
      outDir: 'out/bench',
      target: 'node20.19',
      minify: false,
      rolldownOptions: {
        input: { run: 'test/bench/run.ts', memory: 'test/bench/memory.ts', repoPeer: 'test/bench/repoPeer.ts' },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  })
  return 'out/bench/run.js'
}

/** A part's figures from a process of its own. */
const figuresOf = (
  part: Part,
  entry: string,
  folder: string,
  isQuick: boolean,
  started: (child: ChildProcess) => void,
): Promise<Figure[]> =>
  new Promise((resolve, reject) => {
    const args = ['--expose-gc', entry, ...(isQuick ? ['--quick'] : [])]
    const env = { ...process.env, TEJIDO_BENCH_PART: part.name, TEJIDO_KDF: 'floor', TMPDIR: folder }
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    started(child)
    let figures: Figure[] | undefined
    child.once('message', (message) => (figures = message as Figure[]))
    child.once('exit', () => (figures ? resolve(figures) : reject(new Error(`${part.name} did not finish`))))
  })

const writePage = (name: string, table: string): void => {
  const page = readFileSync(pageFile, 'utf8')
  const [start, end] = [`<!-- bench:${name} -->`, `<!-- bench:${name} end -->`]
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${pageFile} has lost its markers`)
  writeFileSync(pageFile, `${page.slice(0, from + start.length)}\n\n${table}\n${page.slice(to)}`)
}

const runAll = async (): Promise<void> => {
  const words = process.argv.slice(2)
  const isQuick = words.includes('--quick')
  const asked = words
    .filter((word) => word !== '--quick')
    .flatMap((word) => tables.find(({ name }) => name === word)?.parts.map(({ name }) => name) ?? word)
  const unknown = asked.filter((word) => !parts.some(({ name }) => name === word))
  if (unknown.length > 0) {
    say(`No such part: ${unknown.join(', ')}. Parts: ${parts.map(({ name }) => name).join(', ')}.`)
    process.exitCode = 2
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'tejido-bench-'))
  let child: ChildProcess | undefined
  const cleanUp = (): void => rmSync(folder, { recursive: true, force: true })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      child?.kill('SIGKILL')
      cleanUp()
      say('Cancelled; nothing was written.')
      process.exit(130)
    })
  try {
    const machine = machineFacts(folder)
    say('building')
    const entry = await buildBench()
    const figures: Figure[] = []
    const measured = new Map<string, Figure[]>()
    for (const part of parts.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
      say(part.name)
      const own = await figuresOf(part, entry, folder, isQuick, (started) => (child = started))
      measured.set(part.name, own)
      figures.push(...own)
    }
    const report = { at: new Date().toISOString(), quick: isQuick, machine, figures }
    process.stdout.write(asText(report))
    writeFileSync(resultsFile, asJson(report))
    if (process.env.TEJIDO_WRITE_BENCH !== '1' || isQuick) return
    for (const table of tables) {
      const all = table.parts.flatMap(({ name }) => measured.get(name) ?? [])
      if (table.parts.every(({ name }) => measured.has(name)))
        writePage(table.name, asMarkdown({ ...report, figures: all }))
      else say(`${pageFile} takes the whole of "${table.name}" only.`)
    }
  } finally {
    cleanUp()
  }
}

const own = parts.find(({ name }) => name === process.env.TEJIDO_BENCH_PART)
await (own ? runPart(own) : runAll())
