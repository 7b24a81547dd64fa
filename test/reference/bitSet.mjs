/** A growing set of small numbers. A past is the set of positions in one log. */
export class BitSet {
  constructor(words) {
    this.words = words ?? new Uint32Array(2)
  }

  has(i) {
    const word = i >>> 5
    return word < this.words.length && ((this.words[word] >>> (i & 31)) & 1) === 1
  }

  add(i) {
    this.#grow((i >>> 5) + 1)
    this.words[i >>> 5] |= 1 << (i & 31)
    return this
  }

  addAll(other) {
    this.#grow(other.words.length)
    for (let k = 0; k < other.words.length; k++) this.words[k] |= other.words[k]
    return this
  }

  size() {
    let count = 0
    for (let word of this.words) for (; word; word &= word - 1) count++
    return count
  }

  /** A string that is equal for two sets with the same members among those of `mask`. */
  key(mask) {
    const shared = Math.min(this.words.length, mask.words.length)
    let text = ''
    for (let k = 0; k < shared; k++) {
      const word = this.words[k] & mask.words[k]
      text += String.fromCharCode(word & 0xffff, word >>> 16)
    }
    return text.replace(/\0+$/, '')
  }

  #grow(length) {
    if (length <= this.words.length) return
    const words = new Uint32Array(Math.max(length, this.words.length * 2))
    words.set(this.words)
    this.words = words
  }
}
