import type { Draw } from '#cli/practice/draw'

/** Plants and birds: nobody is called by them here, so that no invented woman is taken for a real one. */
const plants = [
  ...['Ceiba', 'Jacaranda', 'Magnolia', 'Colibrí', 'Quetzal', 'Bugambilia', 'Zenzontle', 'Copal', 'Amapola', 'Garza'],
  ...['Tucán', 'Cempasúchil', 'Guacamaya', 'Sauce', 'Orquídea', 'Golondrina', 'Mirto', 'Chipe', 'Albahaca', 'Tórtola'],
  ...['Girasol', 'Calandria', 'Romero', 'Tecolote', 'Lavanda', 'Alondra', 'Higuera', 'Clarín'],
]
const places = ['', 'del Río', 'de la Loma', 'del Alba', 'de Abril', 'del Agua']

/** So many aliases, no two the same: at most 168. The first are short. */
export const aliases = (draw: Draw, count: number): string[] =>
  places.flatMap((place) => draw.shuffled(plants).map((plant) => `${plant} ${place}`.trim())).slice(0, count)
