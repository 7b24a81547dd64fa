import { MessageChannelMain, utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'

/** How long the engine may take to seal what is unsealed before it is killed, in milliseconds. Nothing acknowledged waits for it. */
const sealTime = 2_000

/** What is chosen in a box of the system: a folder, the file of a new backup, of own data or of a parcel, one to restore or open. */
type Chosen = 'folder' | 'backup' | 'ownData' | 'restore' | 'parcel' | 'openParcel'

/** Where the engine's entry is, which vault it opens, what it may see, and whether its output goes anywhere. */
export type EngineOptions = {
  readonly entry: string
  readonly vault: string
  readonly env: Record<string, string>
  readonly silent: boolean
  /** Asks for a folder or file in the system's own box; the answer goes straight to the engine. */
  readonly choose: (what: Chosen) => Promise<string | null>
  /** Told when the process ended and nobody had asked for it; `opened` is whether the vault had been opened. */
  readonly onLost: (opened: boolean) => void
}

/** Makes the one holder of the engine process: one at a time. */
export const createEngineProcess = ({ entry, vault, env, silent, choose, onLost }: EngineOptions) => {
  let current: UtilityProcess | null = null
  let ending: Promise<void> = Promise.resolve()

  /** Ends the process: asks it to seal, and kills it when that takes too long. Its memory goes with it. */
  const end = (): Promise<void> => {
    const child = current
    current = null
    if (!child) return ending
    const timer = setTimeout(() => child.kill(), sealTime)
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() => clearTimeout(timer))
    child.postMessage('lock')
    ending = Promise.all([ending, gone]).then(() => undefined)
    return ending
  }

  /** A fresh, locked process and the window's end of its port; an earlier process is ended first. */
  const start = async (): Promise<MessagePortMain> => {
    await end()
    const child = utilityProcess.fork(entry, [], { serviceName: 'cuaderno', env, stdio: silent ? 'ignore' : 'inherit' })
    let opened = false
    current = child
    child.on('message', (word) => {
      if (word === 'opened') opened = true
      else void choose(word as Chosen).then((place) => current === child && child.postMessage({ place }))
    })
    child.once('exit', () => {
      if (current !== child) return
      current = null
      onLost(opened)
    })
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage({ vault }, [port1])
    return port2
  }

  return { start, end }
}
