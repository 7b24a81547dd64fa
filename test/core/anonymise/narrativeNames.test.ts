import { describe, expect, test } from 'vitest'
import { found } from '../../support/narrative'

describe('names that are known here', () => {
  test.each([
    ['Berta fue amenazada.', 'Berta'],
    ['Amenazaron a berta zuniga.', 'berta'],
    ['Amenazaron a BERTA.', 'BERTA'],
    ['Le dicen Bérta.', 'Bérta'],
    ['Le dicen B\u200be\u00adr\u200dta.', 'B\u200be\u00adr\u200dta'],
    ['Le dicen Веrtа en cirílico.', 'Веrtа'],
    ['Le dicen ΒΕRΤΑ en griego.', 'ΒΕRΤΑ'],
    ['Le dicen Ｂｅｒｔａ.', 'Ｂｅｒｔａ'],
    ['Le dicen 𝐁𝐞𝐫𝐭𝐚.', '𝐁𝐞𝐫𝐭𝐚'],
    ['Le dicen B3rt4.', 'B3rt4'],
    ['Le dicen B e r t a.', 'B e r t a'],
    ['Le dicen B.e.r.t.a y nada más.', 'B.e.r.t.a'],
    ['Le dicen B e r t a y nada más.', 'B e r t a y'],
    ['Le dicen BertaZúñigaCáceres.', 'BertaZúñigaCáceres'],
    ['It was Cáceres’s house.', 'Cáceres'],
    ['Llegó con Zu\u0301n\u0303iga.', 'Zu\u0301n\u0303iga'],
    ['María de los Ángeles Ixchel habló.', 'María de los Ángeles Ixchel'],
    ['La señora Gomez habló.', 'Gomez'],
  ])('%s', (text, said) => {
    expect(found(text)).toContainEqual({ said, kind: 'name', isSure: true })
  })

  test.each([
    ['Su compañera Xiomara la acompañó.', 'member'],
    ['Es parte del COLERB desde joven.', 'organisation'],
    ['Es parte del consejo lenca de rio blanco.', 'organisation'],
    ['La recibió la Asociación Qachuu Aloom.', 'organisation'],
    ['Durmió en Casa Ceiba.', 'house'],
    ['Vive en Tocoa.', 'place'],
    ['Vive en Intibucá, cerca del mercado.', 'place'],
    ['Vive en francisco morazan.', 'place'],
    ['She lives in San Juan Ixcoy.', 'place'],
    ['Vive en el departamento de Guatemala.', 'place'],
    ['Ver 7kq2m para más.', 'caseCode'],
  ] as const)('%s', (text, kind) => {
    expect(found(text)).toContainEqual(expect.objectContaining({ kind, isSure: true }))
  })

  test('that are common words are sure with their capital within a sentence, and to be looked at otherwise', () => {
    expect(found('Detuvieron a Luz en su casa.')).toEqual([{ said: 'Luz', kind: 'name', isSure: true }])
    expect(found('Todo salió a la luz.')).toEqual([{ said: 'luz', kind: 'name', isSure: false }])
    expect(found('Luz verde dio la autoridad.')).toEqual([{ said: 'Luz', kind: 'name', isSure: false }])
    expect(found('Vive en La Esperanza con su hija.')).toEqual([{ said: 'La Esperanza', kind: 'place', isSure: true }])
    expect(found('Perdió la esperanza y la libertad.')).toEqual([])
    expect(found('Es de una red de mujeres.')).toEqual([
      { said: 'red de mujeres', kind: 'organisation', isSure: false },
    ])
    expect(found('Fue con la Red de Mujeres.')).toEqual([
      { said: 'Red de Mujeres', kind: 'organisation', isSure: true },
    ])
  })

  test('of people nobody here knows are told by what they follow', () => {
    expect(found('Lo ordenó el comandante Ramírez.')).toContainEqual({ said: 'Ramírez', kind: 'name', isSure: true })
    expect(found('The leader, known as Petrona, was taken.')).toContainEqual({
      said: 'Petrona',
      kind: 'name',
      isSure: true,
    })
    expect(found('Es conocida como defensora del río.')).toEqual([])
  })
})
