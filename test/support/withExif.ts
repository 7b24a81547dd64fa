/** The same JPEG, saying besides on what it was made, and when. */
export const withExif = (jpeg: Buffer): Buffer => {
  const u16 = (n: number): number[] => [n >> 8, n & 255]
  const u32 = (n: number): number[] => [...u16(n >>> 16), ...u16(n & 65_535)]
  const start = 8 + 2 + 2 * 12 + 4
  const entry = (tag: number, length: number, at: number): number[] => [
    ...u16(tag),
    ...u16(2),
    ...u32(length),
    ...u32(at),
  ]
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0MM', 'latin1'),
    Buffer.from([...u16(42), ...u32(8), ...u16(2)]),
    Buffer.from([...entry(0x010f, 8, start), ...entry(0x0132, 20, start + 8), ...u32(0)]),
    Buffer.from('Telefon\0' + '2026:11:22 10:00:00\0', 'latin1'),
  ])
  const segment = Buffer.from([0xff, 0xe1, ...u16(exif.length + 2)])
  return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)])
}
