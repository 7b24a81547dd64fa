import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { parseRelayArguments } from '#cli/relayArguments'
import type { RelayArguments } from '#cli/relayArguments'
import { parseRelayUrl } from '#core/relay/relayUrl'
import type { Carrier } from '#core/sync/carriers'
import type { Address } from '#core/sync/tcp'
import type { Language } from '#shared/i18n/say'
import { readAddress } from '#shared/rules/address'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const options = {
  vault: text,
  json: flag,
  lang: text,
  'passphrase-file': text,
  'new-passphrase-file': text,
  'export-passphrase-file': text,
  open: text,
  'words-file': text,
  network: text,
  name: text,
  country: text,
  kind: text,
  as: text,
  role: text,
  scale: text,
  wait: text,
  list: flag,
  auto: flag,
  once: flag,
  watch: flag,
  yes: flag,
  port: text,
  listen: { type: 'string', multiple: true },
  connect: { type: 'string', multiple: true },
  folder: { type: 'string', multiple: true },
  lan: flag,
  relay: { type: 'string', multiple: true },
  socks: text,
  parcel: { type: 'string', multiple: true },
  out: text,
  since: text,
  for: text,
  'part-size': text,
  period: text,
  audience: text,
  separator: text,
  hxl: flag,
  paper: text,
  store: text,
  'admission-file': text,
  'key-file': text,
  quota: text,
  'expire-days': text,
  'behind-proxy': flag,
  source: text,
  public: text,
  map: text,
  'dry-run': flag,
} as const

/** A command line, taken apart. `words`: what is not an option, in order. */
export type Arguments = {
  readonly words: readonly string[]
  readonly vault: string
  readonly json: boolean
  readonly language: Language
  readonly passphraseFile: string | undefined
  readonly newPassphraseFile: string | undefined
  /** Of a file of own data: where its own phrase is; the file that is to be opened. */
  readonly exportPassphraseFile: string | undefined
  readonly open: string | undefined
  /** Where a member's own 24 words are: she comes back by her paper. */
  readonly wordsFile: string | undefined
  /** The network of the vault that is meant: its id, the first 8 or more characters of it, or `new`. */
  readonly network: string | undefined
  readonly name: string | undefined
  readonly country: string | undefined
  /** What a network that is founded is: `network` or `regional`. */
  readonly kind: string | undefined
  readonly alias: string | undefined
  readonly role: string | undefined
  /** How large a practice network is to be: `small` or `full`. */
  readonly scale: string | undefined
  /** Seconds; undefined when not given. */
  readonly wait: number | undefined
  readonly list: boolean
  readonly auto: boolean
  readonly watch: boolean
  /** She has said that she means it. */
  readonly yes: boolean
  readonly port: number
  readonly carriers: readonly Carrier[]
  /** A SOCKS5 proxy that relays are reached through. */
  readonly socks: Address | undefined
  /** For `tejido relay`. */
  readonly relay: RelayArguments
  /** Where a file is to be written. */
  readonly out: string | undefined
  /** Of a parcel: the member who is not to get what she has; the request that it answers; the largest file, in millions of bytes. */
  readonly since: string | undefined
  readonly answers: string | undefined
  readonly partSize: number | undefined
  /** Of an export: the period, who it is for, and how its files look. */
  readonly period: string | undefined
  readonly audience: string | undefined
  readonly separator: string | undefined
  readonly hxl: boolean
  readonly paper: string | undefined
  /** Of an import: the file that says which column is which field; whether it is only tried. */
  readonly map: string | undefined
  readonly dryRun: boolean
}

/** Where a vault is when nobody says: the user's data folder. */
const defaultVault = (): string => {
  if (process.platform === 'win32')
    return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'tejido', 'vault')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'tejido', 'vault')
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'tejido', 'vault')
}

const parseNumber = (given: string | undefined, most: number): Result<number | undefined> => {
  if (given === undefined) return ok(undefined)
  const value = Number(given)
  return /^\d+$/.test(given) && value <= most ? ok(value) : fail('BadNumber')
}

const parseCarriers = (
  values: {
    listen?: string[] | undefined
    connect?: string[] | undefined
    folder?: string[] | undefined
    lan?: boolean | undefined
    relay?: string[] | undefined
    parcel?: string[] | undefined
  },
  socks: Address | undefined,
): Result<Carrier[]> => {
  const carriers: Carrier[] = (values.folder ?? []).map((place) => ({ kind: 'folder', place }))
  for (const kind of ['listen', 'connect'] as const)
    for (const given of values[kind] ?? []) {
      const address = readAddress(given)
      if (!address) return fail('WrongUsage')
      carriers.push({ kind, address })
    }
  if (values.lan) carriers.push({ kind: 'lan' })
  for (const given of values.relay ?? []) {
    const url = parseRelayUrl(given)
    if (!url.ok) return url
    carriers.push({ kind: 'relay', url: url.value, ...(socks && { socks }) })
  }
  for (const place of values.parcel ?? []) carriers.push({ kind: 'parcel', place })
  return ok(carriers)
}

/** The language the terminal is set to; Spanish when it says nothing else. */
const languageOf = (given: string | undefined): Language | undefined => {
  if (given === 'es' || given === 'en') return given
  if (given !== undefined) return undefined
  const set = process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? ''
  return set.startsWith('en') ? 'en' : 'es'
}

/** Takes a command line apart. An unknown option, a missing value or a bad number is WrongUsage or BadNumber. */
export const parseArguments = (given: readonly string[]): Result<Arguments> => {
  let parsed
  try {
    parsed = parseArgs({ args: [...given], options, allowPositionals: true, strict: true })
  } catch {
    return fail('WrongUsage')
  }
  const { values, positionals } = parsed
  const wait = parseNumber(values.wait, 86_400)
  if (!wait.ok) return wait
  const port = parseNumber(values.port, 65_535)
  if (!port.ok) return port
  const partSize = parseNumber(values['part-size'], 4_000)
  if (!partSize.ok || partSize.value === 0) return fail('BadNumber')
  const socks = values.socks === undefined ? undefined : readAddress(values.socks)
  if (socks === null) return fail('WrongUsage')
  const carriers = parseCarriers(values, socks)
  if (!carriers.ok) return carriers
  const relay = parseRelayArguments(values)
  if (!relay.ok) return relay
  const language = languageOf(values.lang)
  if (!language || (values.once && values.watch)) return fail('WrongUsage')
  return ok({
    words: positionals,
    vault: values.vault ?? defaultVault(),
    json: values.json ?? false,
    language,
    passphraseFile: values['passphrase-file'] ?? process.env.TEJIDO_PASSPHRASE_FILE,
    newPassphraseFile: values['new-passphrase-file'],
    exportPassphraseFile: values['export-passphrase-file'],
    open: values.open,
    wordsFile: values['words-file'],
    network: values.network,
    name: values.name,
    country: values.country,
    kind: values.kind,
    alias: values.as,
    role: values.role,
    scale: values.scale,
    wait: wait.value,
    list: values.list ?? false,
    auto: values.auto ?? false,
    watch: values.watch ?? false,
    yes: values.yes ?? false,
    port: port.value ?? 0,
    carriers: carriers.value,
    socks,
    relay: relay.value,
    out: values.out,
    since: values.since,
    answers: values.for,
    partSize: partSize.value,
    period: values.period,
    audience: values.audience,
    separator: values.separator,
    hxl: values.hxl ?? false,
    paper: values.paper,
    map: values.map,
    dryRun: values['dry-run'] ?? false,
  })
}
