import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCopier } from '#shared/shell/copier'

let held = ''
const clipboard = {
  readText: () => held,
  writeText: (text: string) => void (held = text),
  clear: () => void (held = ''),
}
const later = (work: () => void, after: number) => {
  const timer = setTimeout(work, after)
  return () => clearTimeout(timer)
}
beforeEach(() => {
  held = ''
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

test('a code that Alma copies is gone after half a minute, and not before', async () => {
  createCopier(clipboard, later).copy('ABCDE-12345')
  await vi.advanceTimersByTimeAsync(29_000)
  expect(held).toBe('ABCDE-12345')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(held).toBe('')
})

test('what she copied elsewhere meanwhile stays, also at a lock', async () => {
  const copier = createCopier(clipboard, later)
  copier.copy('ABCDE-12345')
  held = 'receta de atole'
  await vi.advanceTimersByTimeAsync(60_000)
  expect(held).toBe('receta de atole')
  copier.copy('FGHJK-67890')
  held = 'otra receta'
  await copier.clear()
  expect(held).toBe('otra receta')
})

test('a lock takes it away at once; a second code has half a minute of its own', async () => {
  const copier = createCopier(clipboard, later)
  copier.copy('ABCDE-12345')
  await vi.advanceTimersByTimeAsync(20_000)
  copier.copy('FGHJK-67890')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(held).toBe('FGHJK-67890')
  await copier.clear()
  expect(held).toBe('')
})

test('what is no text, or too long to be a code, is not copied', () => {
  const copier = createCopier(clipboard, later)
  for (const wrong of [7, null, undefined, {}, '', 'x'.repeat(8_193)]) copier.copy(wrong)
  expect(held).toBe('')
})
