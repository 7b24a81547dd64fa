import type { Preferences } from '#shared/contract/own'
import type { Result } from '#shared/result'
import type { Connection } from '../../../src/renderer/bridge/connection'

/** What the test looks at: what would be in the vault, and whether it was locked. */
type Paper = { readonly drafts: Map<string, unknown>; preferences: Preferences; readonly calls: string[] }

/** An engine of paper: preferences and drafts in memory; `space.revoke` is always refused, every other command goes through. */
export const fakeConnection = (first: Partial<Preferences>): Connection => {
  const paper: Paper = {
    drafts: new Map(),
    preferences: {
      language: null,
      theme: null,
      idleMinutes: 5,
      discreet: false,
      textSize: 100,
      relays: { auto: false, proxy: '' },
      ...first,
    },
    calls: [],
  }
  Object.assign(window, { paper })
  const answers: Record<string, (input: { form: string; value?: unknown }) => unknown> = {
    'preferences.get': () => paper.preferences,
    'draft.get': ({ form }) => ({ value: paper.drafts.get(form) ?? null }),
    'preferences.set': (part) => (paper.preferences = { ...paper.preferences, ...part }),
    'draft.keep': ({ form, value }) => paper.drafts.set(form, value).size,
    'draft.drop': ({ form }) => paper.drafts.delete(form),
  }
  const answer = (name: string, input: unknown): Promise<Result<unknown>> => {
    paper.calls.push(name)
    if (name === 'space.revoke') return Promise.resolve({ ok: false, error: { type: 'NotAllowed' } })
    return Promise.resolve({ ok: true, value: answers[name]?.((input ?? {}) as { form: string }) ?? { ok: true } })
  }
  const open = {
    unlock: (phrase: string) => answer('unlock', phrase),
    lock: () => void paper.calls.push('lock'),
    call: answer,
    query: answer,
    subscribe: (name: string, input: unknown, listen: (view: Result<unknown>) => void) => {
      void answer(name, input).then(listen)
      return () => undefined
    },
  }
  return open as Connection
}
