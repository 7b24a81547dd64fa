import { useEffect } from 'react'

/** Without a key, a click or a touch for this long, the notebook closes; in milliseconds. */
const idleTime = 5 * 60 * 1_000
/** How often the time is looked at: a laptop that slept finds out within this long after it wakes. */
const lookEvery = 10_000

/** Calls `lock` at F9, and after five minutes in which nobody touched the page. */
export const useLockTriggers = (lock: () => void): void => {
  useEffect(() => {
    let touched = Date.now()
    const touch = (): void => {
      touched = Date.now()
    }
    const press = (event: KeyboardEvent): void => {
      touch()
      if (event.key !== 'F9') return
      event.preventDefault()
      lock()
    }
    const clock = setInterval(() => {
      if (Date.now() - touched >= idleTime) lock()
    }, lookEvery)
    document.addEventListener('keydown', press, true)
    document.addEventListener('pointerdown', touch, true)
    document.addEventListener('wheel', touch, { capture: true, passive: true })
    return () => {
      clearInterval(clock)
      document.removeEventListener('keydown', press, true)
      document.removeEventListener('pointerdown', touch, true)
      document.removeEventListener('wheel', touch, true)
    }
  }, [lock])
}
