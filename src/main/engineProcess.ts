import { MessageChannelMain, utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'

/** How long the engine may take to seal what is unsealed before it is killed, in milliseconds. Nothing acknowledged waits for it. */
const sealTime = 2_000

/** Where the engine's entry is, which vault it opens, what it may see, and whether its output goes anywhere. */
export type EngineOptions = {
  readonly entry: string
  readonly vault: string
  readonly env: Record<string, string>
  readonly silent: boolean
  /** Told when the process ended and nobody had asked for it; `opened` is whether the vault had been opened. */
  readonly onLost: (opened: boolean) => void
}

/** One engine process at a time. */
export type EngineProcess = {
  /** A fresh, locked process and the window's end of its port; an earlier process is ended first. */
  start(): Promise<MessagePortMain>
  /** Ends the process: asks it to seal, and kills it when that takes too long. Its memory goes with it. */
  end(): Promise<void>
}

/** Makes the one holder of the engine process. */
export const createEngineProcess = ({ entry, vault, env, silent, onLost }: EngineOptions): EngineProcess => {
  let current: UtilityProcess | null = null
  let ending: Promise<void> = Promise.resolve()

  const end = (): Promise<void> => {
    const child = current
    current = null
    if (!child) return ending
    const gone = new Promise<void>((resolve) => {
      const timer = setTimeout(() => child.kill(), sealTime)
      child.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
    })
    child.postMessage('lock')
    ending = Promise.all([ending, gone]).then(() => undefined)
    return ending
  }

  const start = async (): Promise<MessagePortMain> => {
    await end()
    const child = utilityProcess.fork(entry, [], { serviceName: 'cuaderno', env, stdio: silent ? 'ignore' : 'inherit' })
    let opened = false
    current = child
    child.on('message', () => {
      opened = true
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
