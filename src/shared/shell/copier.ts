/** The system's clipboard, as far as we need it. */
type Clipboard = {
  readText(): Promise<string> | string
  writeText(text: string): unknown
  clear(): unknown
}
/** Does something after so many ms; what it gives stops it. */
type Later = (work: () => void, after: number) => () => void

/** How long a copied code stays, in ms, and the longest text that is copied. */
const [patience, longest] = [30_000, 8_192]

/**
 * Copies what she asked to copy, and takes it away after half a minute, at a lock and at the end, unless something else
 * was copied meanwhile (docs/threat-model.md, row 24). A history that the system keeps of its clipboard is not ours to clear.
 */
export const createCopier = (
  clipboard: Clipboard,
  later: Later,
): {
  /** Anything but a text of a fair length is not copied. */
  readonly copy: (text: unknown) => void
  readonly clear: () => Promise<void>
} => {
  let ours = ''
  let stop = (): void => undefined
  const clear = async (): Promise<void> => {
    stop()
    const text = ours
    ours = ''
    if (text !== '' && (await clipboard.readText()) === text) await clipboard.clear()
  }
  return {
    clear,
    copy: (text) => {
      if (typeof text !== 'string' || text === '' || text.length > longest) return
      stop()
      ours = text
      clipboard.writeText(text)
      stop = later(() => void clear(), patience)
    },
  }
}
