import { useEffect } from 'react'

/** How often the time is looked at: a laptop that slept finds out within this long after it wakes; in milliseconds. */
const lookEvery = 10_000

/** Calls `lock` at F9, and after `idleMinutes` in which nobody touched the page. */
export const useLockTriggers = (lock: () => void, idleMinutes: number): void => {
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
      if (Date.now() - touched >= idleMinutes * 60_000) lock()
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
  }, [lock, idleMinutes])
}
