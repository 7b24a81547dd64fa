// Draws build/icon.png (512×512): a square of the point twill of the opening screen, without words or signs.
// node scripts/make-icon.mjs
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'

const side = 512
const cell = 32
const margin = 32
const threading = [0, 1, 2, 3, 2, 1]
const tieUp = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 0],
]
const weft = [0x1e, 0x27, 0x49, 0xff]
const warp = [0x50, 0x64, 0xb0, 0xff]
const edge = [0xe2, 0xb0, 0x4a, 0xff]
const nothing = [0, 0, 0, 0]

const dyeAt = (x, y) => {
  const [fromLeft, fromTop] = [x - margin, y - margin]
  const inside = side - 2 * margin
  if (fromLeft < 0 || fromTop < 0 || fromLeft >= inside || fromTop >= inside) return nothing
  const border = Math.min(fromLeft, fromTop, inside - 1 - fromLeft, inside - 1 - fromTop)
  if (border < 12) return weft
  if (border < 20) return edge
  // the small diamond stands in the middle
  const thread = (from) => threading[(Math.floor((from - inside / 2) / cell + 0.5) + 3 + 60) % threading.length]
  return tieUp[thread(fromTop)].includes(thread(fromLeft)) ? warp : weft
}

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const size = Buffer.alloc(4)
  const sum = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}

const header = Buffer.alloc(13)
header.writeUInt32BE(side, 0)
header.writeUInt32BE(side, 4)
header.set([8, 6, 0, 0, 0], 8) // 8 bits, RGBA
const rows = Buffer.concat(
  Array.from({ length: side }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: side }, (__, x) => dyeAt(x, y)).flat()]),
  ),
)
writeFileSync(
  join(import.meta.dirname, '../build/icon.png'),
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]),
)
