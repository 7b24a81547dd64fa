import type { Context } from '#core/commands/context'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { withDisk } from '#core/vault/diskFailure'
import type { Database } from '#core/vault/openDatabase'
import { readPreferences } from '#shared/contract/own'
import type { Preferences } from '#shared/contract/own'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Drafts kept at most; whoever has more open has left most of them for good. */
const mostDrafts = 200
/** The longest draft, in UTF-16 units of its JSON. */
const longestDraft = 200_000

/** When a backup of the whole vault was last made, a moment. */
const lastBackup = 'last backup'

const draftKey = (form: string): string => `draft ${form}`

type Kept = { readonly db: Database }

const read = ({ db }: Kept, key: string): unknown => {
  const value = db.prepare('SELECT value FROM own WHERE key = ?', { pluck: true }).get<string>([key])
  return value === undefined ? null : (JSON.parse(value) as unknown)
}

const write = ({ db }: Kept, key: string, value: unknown): Result<{ readonly ok: true }> => {
  const done = withDisk(() =>
    db
      .prepare('INSERT INTO own (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run([key, JSON.stringify(value)]),
  )
  return done.ok ? ok({ ok: true as const }) : done
}

const draftsOf = ({ db }: Context): string[] =>
  db
    .prepare("SELECT key FROM own WHERE key LIKE 'draft %' ORDER BY key", { pluck: true })
    .all<string>()
    .map((key) => key.slice('draft '.length))

/** Of the whole vault, whichever of its networks is open. */
const preferencesOf = (context: Context): Preferences => readPreferences(read(context.networks.vault, 'preferences'))

/** Notes when a backup was last made here. Throws the disk's error. */
export const writeLastBackup = ({ db }: Kept, at: Date): void =>
  void db
    .prepare('INSERT INTO own (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run([lastBackup, JSON.stringify(at.toISOString())])

/** Commands on what is of this laptop alone. */
export const ownCommands = {
  'draft.keep': (context, { form, value }) => {
    if (JSON.stringify(value).length > longestDraft)
      return Promise.resolve(fail('InputTooLarge', { limit: longestDraft }))
    const drafts = draftsOf(context)
    if (drafts.length >= mostDrafts && !drafts.includes(form)) return Promise.resolve(fail('TooManyDrafts'))
    return Promise.resolve(write(context, draftKey(form), value))
  },
  'draft.drop': (context, { form }) => {
    const done = withDisk(() => context.db.prepare('DELETE FROM own WHERE key = ?').run([draftKey(form)]))
    return Promise.resolve(done.ok ? ok({ ok: true as const }) : done)
  },
  'preferences.set': (context, given) =>
    Promise.resolve(write(context.networks.vault, 'preferences', { ...preferencesOf(context), ...given })),
} satisfies Partial<CommandHandlers>

/** Queries of what is of this laptop alone. */
export const ownQueries = {
  'draft.get': (context, { form }) => Promise.resolve(ok({ value: read(context, draftKey(form)) })),
  'draft.list': (context) => Promise.resolve(ok({ forms: draftsOf(context) })),
  'preferences.get': (context) => Promise.resolve(ok(preferencesOf(context))),
  'backup.last': (context) => {
    const at = read(context.networks.vault, lastBackup)
    return Promise.resolve(ok({ at: typeof at === 'string' ? at : null }))
  },
} satisfies Partial<QueryHandlers>
