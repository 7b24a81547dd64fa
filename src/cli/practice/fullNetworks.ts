/** What a network of the fixture is made of. */
export type NetworkPlan = {
  /** Of the vault's folder: ASCII. */
  readonly folder: string
  readonly name: string
  readonly country: string
  /** All of them, the coordinator among them. */
  readonly members: number
  /** Departments of each network of an area; none where the network has no areas. */
  readonly areas: readonly (readonly [name: string, departments: readonly string[]])[]
  /** A house with a team of its own. */
  readonly house?: { readonly alias: string; readonly zone: string; readonly beds: readonly number[] }
  /** A place that the network knows of: a card, and no house behind it. */
  readonly place: { readonly alias: string; readonly zone: string; readonly total: number }
}

/** Five networks as they were in 2013, by their numbers; everything else about them is invented. */
export const networks2013: readonly NetworkPlan[] = [
  {
    folder: 'red-mx',
    name: 'Red del Copal',
    country: 'MX',
    members: 112,
    areas: [
      ['Área Norte', ['Departamento 1', 'Departamento 2']],
      ['Área Centro', ['Departamento 3', 'Departamento 4', 'Departamento 5']],
      ['Área Golfo', ['Departamento 6', 'Departamento 7']],
      ['Área Istmo', ['Departamento 8', 'Departamento 9']],
      ['Área Sierra', ['Departamento 10', 'Departamento 11']],
      ['Área Península', ['Departamento 12', 'Departamento 13', 'Departamento 14']],
    ],
    house: { alias: 'Casa del Sauce', zone: 'Centro', beds: [3, 2, 2] },
    place: { alias: 'Patio de las Orquídeas', zone: 'Golfo', total: 3 },
  },
  {
    folder: 'red-hn',
    name: 'Red de la Garza',
    country: 'HN',
    members: 82,
    areas: [],
    house: { alias: 'Casa del Mirto', zone: 'Valle', beds: [2, 2] },
    place: { alias: 'Corredor del Romero', zone: 'Costa', total: 2 },
  },
  {
    folder: 'red-sv',
    name: 'Red de la Amapola',
    country: 'SV',
    members: 65,
    areas: [],
    place: { alias: 'Cuarto del Girasol', zone: 'Oriente', total: 2 },
  },
  {
    folder: 'red-gt',
    name: 'Red de la Ceiba',
    country: 'GT',
    members: 80,
    areas: [],
    house: { alias: 'Casa de la Higuera', zone: 'Altiplano', beds: [4, 3, 3, 2] },
    place: { alias: 'Huerto de la Lavanda', zone: 'Boca costa', total: 4 },
  },
  {
    folder: 'red-ni',
    name: 'Red del Clarín',
    country: 'NI',
    members: 25,
    areas: [],
    place: { alias: 'Ventana del Tucán', zone: 'Pacífico', total: 2 },
  },
]

/** Committees that every network has. */
export const committees2013 = [
  ['security', 'Seguridad', 'Mira los riesgos con cada compañera y acuerda con ella los siguientes pasos.'],
  ['urgent_action', 'Acción urgente', 'Contesta cuando alguien llama, de día y de noche.'],
  ['self_care', 'Autocuidado', 'Cuida que quienes cuidan también descansen.'],
  ['registry', 'Registro', 'Anota lo que pasa para que no se olvide ni se repita.'],
  ['communications', 'Comunicación', 'Acuerda qué se dice, quién lo dice y cuándo.'],
] as const

/** The registry of 2012: 414 entries, 166 of them with a gender dimension (40.1 %). */
export const registry2012 = { year: '2012', personal: 262, collective: 104, organisation: 48, gendered: 166 } as const

/**
 * A whole number parted in the proportion of `sizes`: each its part rounded down, what is left over one by one to those
 * with the largest fractions. The parts add up to it exactly.
 */
export const parts = (whole: number, sizes: readonly number[]): number[] => {
  const sum = sizes.reduce((all, size) => all + size, 0)
  const exact = sizes.map((size) => (whole * size) / sum)
  const least = exact.map(Math.floor)
  const over = whole - least.reduce((all, part) => all + part, 0)
  const next = exact
    .map((part, i) => ({ i, fraction: part - Math.floor(part) }))
    .sort((a, b) => b.fraction - a.fraction || a.i - b.i)
    .slice(0, over)
  for (const { i } of next) least[i] = (least[i] ?? 0) + 1
  return least
}
