/** Reads a CSV file as RFC 4180 has it, and throws where it is none: no part of the product. */
export const readCsv = (bytes: Uint8Array, separator: string): string[][] => {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  if (!text.startsWith('\ufeff')) throw new SyntaxError('no byte order mark')
  if (!text.endsWith('\r\n')) throw new SyntaxError('the last line does not end')
  const rows: string[][] = []
  let row: string[] = []
  let at = 1
  while (at < text.length) {
    let field = ''
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (at >= text.length) throw new SyntaxError('a quote that never ends')
        field += text[at] ?? ''
        if (text[at] === '"') at++
      }
      at++
    } else {
      for (; text[at] !== separator && text[at] !== '\r'; at++) {
        if (text[at] === '"' || text[at] === '\n' || at >= text.length) throw new SyntaxError('a loose character')
        field += text[at] ?? ''
      }
    }
    row.push(field)
    if (text[at] === separator) {
      at++
      continue
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new SyntaxError('text after a quote')
    at += 2
    rows.push(row)
    row = []
  }
  if (row.length > 0) throw new SyntaxError('a line without its end')
  return rows
}
