/**
 * First-level divisions of the countries of the region, by the names that they have (ISO 3166-2, as of 2024): states, departments,
 * provinces, districts. What is kept is the name, which is the same in both languages; one that is not here is written by
 * hand. The version goes up with every change.
 */
export const departments = {
  version: 1,
  byCountry: {
    MX: 'Aguascalientes|Baja California|Baja California Sur|Campeche|Chiapas|Chihuahua|Ciudad de México|Coahuila|Colima|Durango|Guanajuato|Guerrero|Hidalgo|Jalisco|México|Michoacán|Morelos|Nayarit|Nuevo León|Oaxaca|Puebla|Querétaro|Quintana Roo|San Luis Potosí|Sinaloa|Sonora|Tabasco|Tamaulipas|Tlaxcala|Veracruz|Yucatán|Zacatecas',
    GT: 'Alta Verapaz|Baja Verapaz|Chimaltenango|Chiquimula|El Progreso|Escuintla|Guatemala|Huehuetenango|Izabal|Jalapa|Jutiapa|Petén|Quetzaltenango|Quiché|Retalhuleu|Sacatepéquez|San Marcos|Santa Rosa|Sololá|Suchitepéquez|Totonicapán|Zacapa',
    HN: 'Atlántida|Choluteca|Colón|Comayagua|Copán|Cortés|El Paraíso|Francisco Morazán|Gracias a Dios|Intibucá|Islas de la Bahía|La Paz|Lempira|Ocotepeque|Olancho|Santa Bárbara|Valle|Yoro',
    SV: 'Ahuachapán|Cabañas|Chalatenango|Cuscatlán|La Libertad|La Paz|La Unión|Morazán|San Miguel|San Salvador|San Vicente|Santa Ana|Sonsonate|Usulután',
    NI: 'Boaco|Carazo|Chinandega|Chontales|Costa Caribe Norte|Costa Caribe Sur|Estelí|Granada|Jinotega|León|Madriz|Managua|Masaya|Matagalpa|Nueva Segovia|Río San Juan|Rivas',
    CR: 'Alajuela|Cartago|Guanacaste|Heredia|Limón|Puntarenas|San José',
    PA: 'Bocas del Toro|Chiriquí|Coclé|Colón|Darién|Emberá-Wounaan|Guna Yala|Herrera|Los Santos|Naso Tjër Di|Ngäbe-Buglé|Panamá|Panamá Oeste|Veraguas',
    BZ: 'Belize|Cayo|Corozal|Orange Walk|Stann Creek|Toledo',
  },
} as const

const byCountry: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(departments.byCountry).map(([country, names]) => [country, names.split('|')]),
)

/** The divisions of a country; none for one of which there is no list. */
export const departmentsOf = (country: string): readonly string[] =>
  Object.hasOwn(byCountry, country) ? (byCountry[country] ?? []) : []

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The division that somebody wrote without its accents or in capitals, by its name; what is not known as it was written. */
export const departmentNamed = (country: string, typed: string): string =>
  departmentsOf(country).find((name) => folded(name) === folded(typed)) ?? typed.trim()
