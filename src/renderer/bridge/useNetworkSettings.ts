import { useMemo } from 'react'
import { usualSettings } from '#shared/rules/networkSettings'
import type { NetworkSettings } from '#shared/rules/networkSettings'
import { useView } from './useView'

/** What the network decided for itself; the usual until it is here. */
export const useNetworkSettings = (): NetworkSettings => {
  const view = useView('setting.list', undefined)
  return useMemo(
    () => ({
      ...usualSettings,
      ...(view?.ok ? Object.fromEntries(view.value.settings.map(({ name, value }) => [name, value])) : {}),
    }),
    [view],
  )
}
