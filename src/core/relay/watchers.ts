import { toHex } from '#core/crypto/bytes'

/** How long news of a box are gathered before they are told, ms: a burst of blobs is one word. */
const gathering = 25

/** Who wants news of which boxes. */
export type Watchers = {
  /** A watcher's boxes, in place of those before; `tell` is called with each in which something is new. */
  set(watcher: object, boxes: readonly Uint8Array[], tell: (box: Uint8Array) => void): void
  drop(watcher: object): void
  /** Something came into a box; into any box with null. Whoever brought it, `by`, knows. */
  heard(box: Uint8Array | null, by?: object): void
}

type Watcher = { readonly boxes: ReadonlyMap<string, Uint8Array>; readonly tell: (box: Uint8Array) => void }

/** Nobody watches yet. */
export const createWatchers = (): Watchers => {
  const watchers = new Map<object, Watcher>()
  const byBox = new Map<string, Set<object>>()
  let news = new Map<object, Set<string>>()
  let timer: NodeJS.Timeout | undefined

  const drop = (watcher: object): void => {
    for (const box of watchers.get(watcher)?.boxes.keys() ?? []) {
      byBox.get(box)?.delete(watcher)
      if (byBox.get(box)?.size === 0) byBox.delete(box)
    }
    watchers.delete(watcher)
    news.delete(watcher)
  }
  const tellAll = (): void => {
    timer = undefined
    const told = news
    news = new Map()
    for (const [watcher, boxes] of told) {
      const { boxes: own, tell } = watchers.get(watcher) ?? {}
      for (const box of boxes) {
        const id = own?.get(box)
        if (id) tell?.(id)
      }
    }
  }
  const note = (watcher: object, boxes: Iterable<string>): void => {
    const noted = news.get(watcher) ?? new Set()
    for (const box of boxes) noted.add(box)
    news.set(watcher, noted)
    timer ??= setTimeout(tellAll, gathering)
  }
  return {
    set: (watcher, boxes, tell) => {
      drop(watcher)
      watchers.set(watcher, { boxes: new Map(boxes.map((box) => [toHex(box), box])), tell })
      for (const box of boxes.map(toHex)) byBox.set(box, (byBox.get(box) ?? new Set()).add(watcher))
    },
    drop,
    heard: (box, by) => {
      if (box === null) for (const [watcher, { boxes }] of watchers) note(watcher, boxes.keys())
      else for (const watcher of byBox.get(toHex(box)) ?? []) if (watcher !== by) note(watcher, [toHex(box)])
    },
  }
}
