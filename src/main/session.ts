import type { Session } from 'electron'
import { isOwnRequest } from '#shared/shell/windowOptions'

/** A session that holds nothing on disk: no `persist:`, no cache. */
export const partition = 'cuaderno'

/**
 * Refuses everything a page could ask of the system, and every request that is not for the app's own files
 * (docs/threat-model.md, rows 9, 17, 18, 20 and 21). Electron approves permissions by default, hence all four handlers.
 */
export const hardenSession = async (session: Session): Promise<void> => {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null))
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOwnRequest(url) }))
  session.setSpellCheckerEnabled(false)
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerDictionaryDownloadURL('app://none/')
  await session.setProxy({ mode: 'direct' })
}
