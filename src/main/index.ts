import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { app, clipboard, dialog, ipcMain, Menu, powerMonitor, protocol, session as sessions } from 'electron'
import type { BrowserWindow, IpcMainEvent } from 'electron'
import { engineEnvironment, refusalToStart, usualVault, vaultArgument } from '#shared/shell/argv'
import { createCopier } from '#shared/shell/copier'
import { isOurPage, startPage } from '#shared/shell/ourPage'
import { sentence } from '#shared/shell/sentences'
import { switches } from '#shared/shell/switches'
import { askPlace, macMenu } from '#shared/shell/windowOptions'
import { createEngineProcess } from './engineProcess'
import { answerPage, readPageFiles } from './protocol'
import { hardenSession, partition } from './session'
import { tracesFolder, wipeTraces } from './traces'
import { makeWindow } from './window'

const packaged = app.isPackaged
const preload = join(import.meta.dirname, '../preload/index.cjs')
const pages = join(import.meta.dirname, '../renderer')
const vault =
  vaultArgument(process.argv) ??
  usualVault(process.platform, process.env.XDG_DATA_HOME, app.getPath('home'), app.getPath('appData'))

const giveUp = (key: Parameters<typeof sentence>[0]): void => {
  dialog.showErrorBox('Cuaderno', sentence(key, app.getLocale()))
  app.exit(1)
}

const start = async (traces: string): Promise<void> => {
  let window: BrowserWindow | null = null
  let quitting = false
  app.configureHostResolver({ secureDnsMode: 'off', enableBuiltInResolver: false })
  const session = sessions.fromPartition(partition, { cache: false })
  session.protocol.handle('app', answerPage(pages, readPageFiles(pages)))
  await hardenSession(session)

  /** A new page in a new process takes the place of the old one, whose memory goes with its process. */
  const replaceWindow = async (): Promise<void> => {
    const old = window
    window = makeWindow(session, preload, packaged, old?.getBounds())
    window.webContents.on('preload-error', () => giveUp('incomplete'))
    window.webContents.on('before-input-event', (event, input) => {
      if (input.type !== 'keyDown' || input.key !== 'F9') return
      event.preventDefault()
      lock()
    })
    const loaded = window.loadURL(startPage)
    old?.destroy()
    await loaded
  }
  const engine = createEngineProcess({
    entry: join(import.meta.dirname, 'engine.js'),
    vault,
    env: engineEnvironment(process.env, packaged),
    silent: packaged,
    choose: (what) => askPlace(dialog, window, what),
    onLost: (opened) => (opened ? void replaceWindow() : giveUp('engineGone')),
  })
  const copier = createCopier(clipboard, (work, after) => clearTimeout.bind(null, setTimeout(work, after)))
  const lock = (): void => {
    if (quitting) return
    void copier.clear()
    void engine.end()
    void replaceWindow()
  }

  const hear = (name: string, heed: (event: IpcMainEvent, said: unknown) => void): void => {
    ipcMain.on(name, (event, said: unknown) => {
      if (isOurPage(event, window?.webContents)) heed(event, said)
    })
  }
  hear('door', ({ senderFrame }) => void engine.start().then((port) => senderFrame?.postMessage('port', null, [port])))
  hear('lock', lock)
  hear('copy', (_event, text) => copier.copy(text))
  powerMonitor.on('suspend', lock)
  powerMonitor.on('lock-screen', lock)
  app.on('second-instance', () => window?.focus())
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    quitting = true
    void Promise.allSettled([engine.end(), copier.clear()]).finally(() => app.quit())
  })
  app.on('quit', () => {
    app.clearRecentDocuments()
    wipeTraces(traces)
  })
  await replaceWindow()
}

// a box without stack or path, where Electron's own would show both
process.on('uncaughtException', () => giveUp('engineGone'))
app.enableSandbox()
for (const [name, value] of switches) app.commandLine.appendSwitch(name, value)
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.setName('Cuaderno')
Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate(macMenu) : null)

if (refusalToStart(process.argv, process.env, packaged)) giveUp('refused')
else if (!existsSync(preload)) giveUp('incomplete')
else {
  const traces = tracesFolder(vault)
  app.setPath('userData', traces)
  if (app.requestSingleInstanceLock()) {
    wipeTraces(traces)
    // not awaited at the top level: Electron is ready only after this module has been evaluated
    void app.whenReady().then(() => start(traces))
  } else app.exit(0)
}
