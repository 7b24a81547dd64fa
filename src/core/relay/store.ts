import type { ListedItem } from '#core/relay/messages'

/** A whole blob on its way into the store. */
export type NewBlob = {
  /** 16 bytes. */
  readonly box: Uint8Array
  /** Under what its bytes are counted, 16 bytes: `lineIdOf`, or zeros where no line is asked for. */
  readonly line: Uint8Array
  /** Of the blob, 32 bytes. */
  readonly hash: Uint8Array
  /** 16 bytes; the blob takes the place of the one that has this slot in the box. Null: it takes nobody's. */
  readonly slot: Uint8Array | null
  /** Days since 1970: nothing finer is kept. */
  readonly day: number
  readonly blob: Uint8Array
  /** Bytes that the line may have in all. */
  readonly quota: number
}

/** What a line, or everybody, has in the store. */
type Usage = { readonly blobs: number; readonly bytes: number }

/**
 * What the relay asks of its disk: an append-only log of blobs a box. Five functions; the rest is opening and closing.
 * Every function rejects with StoreFailure where the disk or the database refuses; nothing is half done then.
 */
export type RelayStore = {
  /**
   * Resolves after the commit. A blob that is there already gives its own seq and changes nothing. Seqs count from 1 in each
   * box and are never given twice. Null: the line's quota does not allow it; what it would replace does not count.
   */
  append(blob: NewBlob): Promise<{ readonly seq: number; readonly isNew: boolean } | null>
  /** Blobs of a box after seq `from`, oldest first, at most `most`. */
  list(box: Uint8Array, from: number, most: number): Promise<ListedItem[]>
  /** At most `length` bytes of a blob from `at` on, and its size; undefined when it is not there. */
  get(
    box: Uint8Array,
    seq: number,
    at: number,
    length: number,
  ): Promise<{ readonly size: number; readonly part: Uint8Array } | undefined>
  /** Of one line; of all with null. */
  usage(line: Uint8Array | null): Promise<Usage>
  /** Takes away what was stored before `day`; how many blobs went. */
  expire(day: number): Promise<number>

  /** 16 random bytes, made with the store: another store is another instance. */
  readonly instance: Uint8Array
  /** What was kept under a name; `made` is kept when nothing was, by whichever process came first. */
  keep(name: string, made: () => Uint8Array): Promise<Uint8Array>
  /** Called with each box in which another process stored something; with null where some may have been missed. */
  onElsewhere(listener: (box: Uint8Array | null) => void): void
  /** Tells other processes on the same store of a blob stored here. */
  tell(box: Uint8Array): void
  close(): Promise<void>
}

/** Why a store refuses. `full`: no room on its disk. `down`: it cannot be reached or written to just now. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  constructor(readonly kind: 'full' | 'down') {
    super(kind)
  }
}
