import type { Output } from '#cli/output'
import type { SyncStatus } from '#shared/contract/queries'
import { sentence } from '#shared/i18n/say'
import type { Language } from '#shared/i18n/say'

/** So many stretches of own pieces are told; what is older is in more places. */
const mostStretches = 3

/** Somebody that was met, by a name for a terminal. */
export const peerName = (language: Language, { kind, alias }: SyncStatus['peers'][number]): string => {
  if (kind === 'folder') return sentence(language, 'cli.folder')
  if (kind === 'laptop') return alias
  return sentence(language, alias === '' ? 'cli.relayGone' : 'cli.relayPeer', { name: alias })
}

const namesOf = (language: Language, names: readonly string[]): string =>
  [...new Set(names.map((name) => name || sentence(language, 'cli.somebody')))].join(', ')

/** Who holds what this laptop wrote, the newest first. */
export const showCopies = (output: Output, language: Language, { copies, unsealed }: SyncStatus): void => {
  if (unsealed > 0) output.words('statusFresh', { unsealed })
  for (const [place, { pieces, relays, laptops, folders }] of copies.slice(0, mostStretches).entries()) {
    const where = [
      relays.length > 0 &&
        sentence(language, 'cli.whereRelays', { count: relays.length, names: namesOf(language, relays) }),
      laptops.length > 0 &&
        sentence(language, 'cli.whereLaptops', { count: laptops.length, names: namesOf(language, laptops) }),
      folders > 0 && sentence(language, 'cli.whereFolders', { count: folders }),
    ].filter((words) => words !== false)
    if (where.length === 0) output.words('statusLastAlone', { pieces })
    else output.words(place === 0 ? 'statusLast' : 'statusBefore', { pieces, where: where.join(' · ') })
  }
}
