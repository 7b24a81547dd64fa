import { describe, expect, test } from 'vitest'
import { departmentNamed, departments, departmentsOf } from '#shared/vocabulary/departments'

describe('divisions of the countries of the region', () => {
  // how many each has, Belize's districts and Panama's four comarcas among them
  test.each([
    ['MX', 32],
    ['GT', 22],
    ['HN', 18],
    ['SV', 14],
    ['NI', 17],
    ['CR', 7],
    ['PA', 14],
    ['BZ', 6],
  ])('%s has %i, each once, in the order of the alphabet', (country, many) => {
    const names = departmentsOf(country)
    expect(names).toHaveLength(many)
    expect(new Set(names).size).toBe(many)
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'es')))
    for (const name of names) expect(name.trim()).toBe(name)
  })

  test('no other country has any, whatever it is called', () => {
    for (const country of ['', 'ES', 'toString', '__proto__']) expect(departmentsOf(country)).toEqual([])
    expect(Object.keys(departments.byCountry)).toHaveLength(8)
  })

  test('a name without accents is the one of the list; what is not known stays as it was written', () => {
    expect(departmentNamed('HN', ' COLON ')).toBe('Colón')
    expect(departmentNamed('PA', 'ngabe bugle')).toBe('Ngäbe-Buglé')
    expect(departmentNamed('HN', 'La Mosquitia')).toBe('La Mosquitia')
    expect(departmentNamed('', 'Colon')).toBe('Colon')
  })
})
