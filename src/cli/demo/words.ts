/** What the demo writes into its records: invented people, Spanish as it is written, long notes. */
export const words = {
  passphrase: 'ceiba jacaranda río luciérnaga piedra maíz nube',
  summary: 'Llegó el martes con su hija. Pide que no la llamen al celular: la señal se oye en la casa de enfrente.',
  summaryByAlma:
    'Llegó el martes con su hija. Pide que no la llamen al celular: la señal se oye en la casa de enfrente. Prefiere que la visiten por la mañana.',
  summaryByBina:
    'Llegó el martes con su hija y su abuela. Pide que no la llamen al celular: la señal se oye en la casa de enfrente.',
  noteByAlma: `Conversación larga en la cocina. ${'Contó con calma lo que pasó en el camino; no hace falta volver a preguntar. '.repeat(24)}`,
  noteByBina: `Visita a la terminal. ${'Ñandú, pingüino, corazón: la clave de siempre funcionó y nadie siguió el camión. '.repeat(24)}`,
  chosenName: 'Luciérnaga de Ñuu Savi',
  narrative: 'Una camioneta sin placas estuvo frente a la oficina tres noches seguidas.',
} as const

/** Texts that must stand in no file and on no wire. */
export const secrets = [
  'no la llamen al celular',
  'en la cocina',
  'nadie siguió el camión',
  'Luciérnaga de Ñuu Savi',
  'camioneta sin placas',
]
