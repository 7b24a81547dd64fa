import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { readTable } from '#core/import/table'

// What Rosa's network kept in spreadsheets of many years and many hands, as it comes in. All of it is invented.

const read = async (text: string | Uint8Array) => {
  const done = await readTable(typeof text === 'string' ? strToU8(text) : text)
  return done.ok ? done.value : done.error
}
const small = 'fecha,municipio\n14/05/2023,Peñón\n'

describe('the letters of a file', () => {
  test('UTF-8 is read with its mark and without', async () => {
    for (const mark of ['', '\uFEFF'])
      expect(await read(`${mark}${small}`)).toEqual({
        headers: ['fecha', 'municipio'],
        lines: [{ line: 2, cells: ['14/05/2023', 'Peñón'] }],
        encoding: 'utf-8',
      })
  })

  test('UTF-16 is read in both orders, by its mark', async () => {
    const little = Buffer.from(`\uFEFF${small}`, 'utf16le')
    const big = Buffer.from(little).swap16()
    for (const [bytes, encoding] of [
      [little, 'utf-16le'],
      [big, 'utf-16be'],
    ] as const)
      expect(await read(bytes)).toMatchObject({ lines: [{ cells: ['14/05/2023', 'Peñón'] }], encoding })
  })

  test('an ñ of an old Excel stays an ñ, and it is told how it was read', async () => {
    const table = await read(Buffer.from(small.replace('Peñón', 'Peñón \x80'), 'latin1'))
    expect(table).toMatchObject({ encoding: 'windows-1252' })
    expect(JSON.stringify(table)).toContain('Peñón')
    expect(JSON.stringify(table)).toContain('€')
  })

  test('a zero letter is refused, also where it is UTF-16 without its mark', async () => {
    expect(await read('a,b\n1,\0\n')).toEqual({ type: 'ImportNul' })
    expect(await read(Buffer.from(small, 'utf16le'))).toEqual({ type: 'ImportNul' })
  })
})

describe('the rows of a CSV file', () => {
  test.each([',', ';', '\t'])('the separator %j is found by the header, not by what stands in quotes', async (mark) => {
    const table = await read(['"a, b; c"', 'd', 'e'].join(mark) + '\r\n' + ['1', '2', '3'].join(mark))
    expect(table).toMatchObject({ headers: ['a, b; c', 'd', 'e'], lines: [{ line: 2, cells: ['1', '2', '3'] }] })
  })

  test('lines are counted as an editor counts them, over breaks in quotes and empty rows', async () => {
    const table = await read('\na,b\n"one\ntwo ""quoted""",2\n\n;,\n ,\nlast,3\n')
    expect(table).toMatchObject({
      lines: [
        { line: 3, cells: ['one\ntwo "quoted"', '2'] },
        { line: 6, cells: [';', ''] },
        { line: 8, cells: ['last', '3'] },
      ],
    })
  })

  test('a formula stays the letters it is', async () => {
    expect(await read('a,b\n=1+1,"=HYPERLINK(""http://x"")"\n')).toMatchObject({
      lines: [{ cells: ['=1+1', '=HYPERLINK("http://x")'] }],
    })
  })

  test('a quote that is not closed is told by the line on which its row begins', async () => {
    expect(await read('a,b\n1,2\n3,"four\n5,6\n')).toEqual({ type: 'ImportQuoteOpen', detail: { line: 3 } })
    expect(await read('a,b\n1,"2" x\n3,4\n')).toEqual({ type: 'ImportQuoteOpen', detail: { line: 2 } })
  })

  test('two columns of one name are refused, by the place of the second', async () => {
    expect(await read('a,b, a \n1,2,3\n')).toEqual({ type: 'ImportHeaderTwice', detail: { column: 3 } })
  })

  test('what is too large is refused, and what just fits is not', async () => {
    const wide = (columns: number): string => {
      const heads = Array.from({ length: columns }, (_, i) => `c${i}`).join(',')
      return `${heads}\n${heads}\n`
    }
    const long = (rows: number): string => `a,b\n${'1,2\n'.repeat(rows)}`
    for (const fits of [wide(200), long(5_000), `a,b\n1,${'x'.repeat(10_000)}\n`])
      expect(await read(fits)).toHaveProperty('lines')
    for (const large of [wide(201), long(5_001), `a,b\n1,${'x'.repeat(10_001)}\n`, `a\n${','.repeat(10_000_000)}`])
      expect(await read(large)).toEqual({ type: 'ImportTooLarge' })
  })

  test('nothing, a header alone and blank lines are no table', async () => {
    for (const none of ['', '\n\n', ',,\n', 'a,b\n', 'a,b\n,\n\n'])
      expect(await read(none)).toEqual({ type: 'ImportNotTable' })
  })
})

describe('a workbook', () => {
  const sheetOf = (rows: string): Uint8Array => {
    const part = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`)
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    return zipSync({
      '[Content_Types].xml': part('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
      'xl/workbook.xml': part(
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': part(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      'xl/worksheets/sheet1.xml': part(`<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`),
    })
  }
  const text = (place: string, words: string) => `<c r="${place}" t="inlineStr"><is><t>${words}</t></is></c>`
  const head = `<row r="1">${text('A1', 'fecha')}${text('B1', 'total')}</row>`

  test('of a real one the first sheet is read, and its dates as days', async () => {
    const rows = [
      [{ value: 'fecha' }, { value: 'municipio' }, { value: 'total' }, { value: 'sí' }],
      [
        { value: new Date('2023-05-14T00:00:00Z'), format: 'dd/mm/yyyy' },
        { value: 'Peñón' },
        { value: 3 },
        { value: true },
      ],
    ]
    const bytes = await writeXlsxFile(rows as never, {} as never).toBuffer()
    expect(await read(bytes)).toEqual({
      headers: ['fecha', 'municipio', 'total', 'sí'],
      lines: [{ line: 2, cells: ['2023-05-14', 'Peñón', '3', 'true'] }],
      encoding: 'xlsx',
    })
  })

  test('empty rows between keep their numbers, and those that LibreOffice writes to the end are nothing', async () => {
    const bytes = sheetOf(
      `${head}<row r="4">${text('A4', 'x')}</row><row r="1048576" spans="1:2"></row><row r="1048577"/>`,
    )
    expect(await read(bytes)).toMatchObject({ lines: [{ line: 4, cells: ['x', ''] }] })
  })

  test('a far place, a bomb, a cut file and another kind of zip are refused before they take memory', async () => {
    const far = ['ZZZ2', 'A9999999', 'A1e9'].map((place) => sheetOf(`${head}<row r="2">${text(place, 'x')}</row>`))
    const row = sheetOf(`${head}<row r="99999999">${text('A2', 'x')}</row>`)
    for (const bytes of [...far, row])
      expect(['ImportTooLarge', 'ImportNotTable']).toContain(((await read(bytes)) as { type: string }).type)
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(70_000_000) })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await read(bomb)).toEqual({ type: 'ImportTooLarge' })
    const whole = sheetOf(head)
    expect(await read(whole.subarray(0, whole.length - 40))).toEqual({ type: 'ImportNotTable' })
    expect(await read(zipSync({ 'a.txt': strToU8('x') }))).toEqual({ type: 'ImportNotTable' })
    expect(await read(strToU8('PK\u0003\u0004'))).toEqual({ type: 'ImportNotTable' })
  })
})
