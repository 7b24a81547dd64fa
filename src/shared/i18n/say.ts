import en from './en.json'
import es from './es.json'
import exportedEn from './exported/en.json'
import exportedEs from './exported/es.json'
import type { Failure } from '#shared/errors'

/** A language of the interface. Spanish is the source. */
export type Language = 'es' | 'en'

type Tree = { readonly [key: string]: string | Tree }
const catalogues: Readonly<Record<Language, Tree>> = {
  es: { ...es, exported: exportedEs },
  en: { ...en, exported: exportedEn },
}

/** The sentence under a dotted key with its {places} filled; the key itself when there is none. */
export const sentence = (
  language: Language,
  key: string,
  places: Readonly<Record<string, string | number>> = {},
): string => {
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>(
      (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
      catalogues[language],
    )
  return typeof found === 'string'
    ? found.replace(/\{(\w+)\}/g, (_all, name: string) => String(places[name] ?? ''))
    : key
}

/** A failure in one plain sentence. */
export const failureSentence = (language: Language, { type, detail }: Failure): string =>
  sentence(language, `error.${type}`, detail)
