import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RelaysState } from '#shared/contract/host'
import type { RelayRow } from '#shared/contract/relays'
import type { Failure } from '#shared/errors'
import { useConnection } from '../../bridge/connection'
import { useView } from '../../bridge/useView'
import { useFailure } from '../../i18n/useFailure'

/** The relays of the network in use; none until they are known, and for who is in no network. */
export const useRelays = (): readonly RelayRow[] => {
  const view = useView('relay.list', undefined)
  return view?.ok ? view.value.relays : []
}

/** How this notebook stands with the relays that it goes to or went to. */
export const useRelaysState = (): RelaysState => {
  const connection = useConnection()
  const [state, setState] = useState<RelaysState>([])
  useEffect(() => connection.relays((view) => view.ok && setState(view.value)), [connection])
  return state
}

/** Why a relay did not do what was asked, in one sentence. */
export const useRelayFailure = (): ((failure: Failure) => string) => {
  const { t, i18n } = useTranslation()
  const inWords = useFailure()
  return (failure) => {
    const key = `relays.failure.${failure.type}`
    return i18n.exists(key) ? t(key) : inWords(failure)
  }
}
