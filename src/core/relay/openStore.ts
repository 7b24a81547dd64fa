import { openSqliteStore } from '#core/relay/sqliteStore'
import type { RelayStore } from '#core/relay/store'
import type { Result } from '#shared/result'

/** Whether `--store` names a database server; else it is a folder. */
export const isPostgresUrl = (place: string): boolean => /^postgres(ql)?:\/\//.test(place)

/** Opens the store that `place` names. PostgreSQL's driver is loaded only when it is asked for. */
export const openStore = async (place: string): Promise<Result<RelayStore>> => {
  if (!isPostgresUrl(place)) return openSqliteStore(place)
  const { openPostgresStore } = await import('#core/relay/postgresStore')
  return openPostgresStore(place)
}
