/** What a window is made with: isolated, sandboxed, no powers (docs/threat-model.md, rows 1 to 3, 18, 20 and 28). */
export const windowOptions = (preload: string, packaged: boolean) => ({
  title: 'Cuaderno',
  width: 1366,
  height: 768,
  minWidth: 640,
  minHeight: 400,
  show: false,
  autoHideMenuBar: true,
  backgroundColor: '#f3f3ef',
  webPreferences: {
    preload,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    spellcheck: false,
    devTools: !packaged,
  },
})

/** The box in which a folder for an exchange is chosen; the system keeps no note of it. */
const folderBox: { properties: ('openDirectory' | 'dontAddToRecent')[] } = {
  properties: ['openDirectory', 'dontAddToRecent'],
}

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** The box in which the file of a backup, or of own data, is named: by its day, and by nothing that tells what is in it. */
const datedBox = (
  today: Date,
  ending: 'copia' | 'datos',
): { defaultPath: string; properties: 'dontAddToRecent'[] } => ({
  defaultPath: `cuaderno-${today.getFullYear()}-${twoDigits(today.getMonth() + 1)}-${twoDigits(today.getDate())}.${ending}`,
  properties: ['dontAddToRecent'],
})

/** The box in which the file of a parcel is named: by letters that tell nothing, not even the day. */
const parcelBox = (): { defaultPath: string; properties: 'dontAddToRecent'[] } => ({
  defaultPath: Math.random().toString(36).slice(2, 10),
  properties: ['dontAddToRecent'],
})

/** The box in which a backup to restore, or a parcel, is chosen. */
const fileOpenBox: { properties: ('openFile' | 'dontAddToRecent')[] } = {
  properties: ['openFile', 'dontAddToRecent'],
}

/** The system's boxes, as far as we need them. */
type Boxes<W> = {
  showSaveDialog(window: W, box: ReturnType<typeof datedBox>): Promise<{ readonly filePath?: string }>
  showOpenDialog(
    window: W,
    box: typeof folderBox | typeof fileOpenBox,
  ): Promise<{ readonly filePaths: readonly string[] }>
}

/** Asks for a place in the system's own box; null: no window, or she chose none. */
export const askPlace = async <W>(
  boxes: Boxes<W>,
  window: W | null,
  what: 'folder' | 'backup' | 'ownData' | 'restore' | 'parcel' | 'openParcel',
): Promise<string | null> => {
  if (window === null) return null
  if (what === 'backup' || what === 'ownData' || what === 'parcel') {
    const box = what === 'parcel' ? parcelBox() : datedBox(new Date(), what === 'backup' ? 'copia' : 'datos')
    const { filePath = '' } = await boxes.showSaveDialog(window, box)
    return filePath === '' ? null : filePath
  }
  const box = what === 'folder' ? folderBox : fileOpenBox
  return (await boxes.showOpenDialog(window, box)).filePaths[0] ?? null
}

/** macOS needs a menu for its editing keys; the others have none. */
export const macMenu: { role: 'appMenu' | 'editMenu' }[] = [{ role: 'appMenu' }, { role: 'editMenu' }]

/** Events that would take a page elsewhere; each is refused. */
export const refusedEvents = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'] as const

/** Whether a request of the page is for the app's own files (row 17). */
export const isOwnRequest = (url: string): boolean => /^(app|blob):/.test(url)
