import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { expect } from 'vitest'
import type { PracticeVault } from '#cli/practice/createPractice'
import { createEngine } from '#core/createEngine'
import type { Engine } from '#core/createEngine'
import type { QueryInput, QueryName, QueryOutput } from '#shared/contract/queries'
import { out } from './drivers'
import { newFolder, tasteWorker } from './people'

const cli = join(out, 'main/cli.js')
const opened: Engine[] = []
/** Locks every practice vault that was opened. */
export const lockPractice = async (): Promise<void> => {
  for (const engine of opened.splice(0)) await engine.lock()
}

/** How a program ended, and what it said. */
export type Run = { readonly code: number | null; readonly out: string; readonly err: string }
/** Runs the program. `stopWhen`: Ctrl-C as soon as this is so. */
export const runTejido = (args: readonly string[], stopWhen?: () => boolean): Promise<Run> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: newFolder(), LANG: 'es_MX.UTF-8', TEJIDO_KDF: 'floor' }
    const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.on('data', (data: Buffer) => (out += data.toString()))
    child.stderr.on('data', (data: Buffer) => (err += data.toString()))
    const watch = setInterval(() => {
      if (stopWhen?.() === true) {
        clearInterval(watch)
        child.kill('SIGINT')
      }
    }, 20)
    child.on('close', (code) => {
      clearInterval(watch)
      resolve({ code, out, err })
    })
  })

/** Makes practice vaults with the built program. */
export const makePractice = async (folder: string, ...more: string[]): Promise<PracticeVault[]> => {
  const { code, out, err } = await runTejido(['practice', 'create', folder, '--json', ...more])
  expect([code, err]).toEqual([0, ''])
  return (JSON.parse(out) as { vaults: PracticeVault[] }).vaults
}

/** A practice vault that is open. */
export type Laptop = {
  readonly engine: Engine
  ask<N extends QueryName>(name: N, input?: QueryInput<N>): Promise<QueryOutput<N>>
}
/** Opens a practice vault with the phrase in its file. */
export const openPractice = async ({ path, passphraseFile }: PracticeVault, network?: string): Promise<Laptop> => {
  const passphrase = readFileSync(passphraseFile, 'utf8').trim()
  const found = await createEngine({ vault: path, passphrase, tasteWorker, ...(network ? { network } : {}) })
  if (!found.ok) throw new Error(found.error.type)
  opened.push(found.value)
  return {
    engine: found.value,
    async ask(name, input) {
      const done = await found.value.query(name, input)
      if (!done.ok) throw new Error(`${name}: ${done.error.type}`)
      return done.value as QueryOutput<typeof name>
    },
  }
}

/** Entries of a year, and how many of them are of a gender dimension. */
export const gendered = async (laptop: Laptop, year: string): Promise<[entries: number, gendered: number]> => {
  const table = await laptop.ask('registry.tables', { period: year, rows: 'genderDimension' })
  return [table.total.aggressions, table.cells.find(({ row }) => row === 'yes')?.aggressions ?? 0]
}
