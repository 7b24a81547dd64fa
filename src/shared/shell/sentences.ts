/** What the system's own box says when there is no window to say it in. No path, no name, no reason that would tell content. */
const sentences = {
  es: {
    refused: 'No se abre con esa orden: dejaría ver lo que hay dentro.',
    incomplete: 'A esta instalación le falta una parte. Hace falta instalar de nuevo.',
    engineGone: 'El cuaderno se cerró sin poder abrir. Nada se borró. Se puede intentar otra vez.',
  },
  en: {
    refused: 'It does not open with that order: what is inside could be seen.',
    incomplete: 'A part of this installation is missing. It has to be installed again.',
    engineGone: 'The notebook closed before it could open. Nothing was erased. It can be tried again.',
  },
} as const

/** The sentence `key` in the language of `locale`: English for `en…`, Spanish for all else. */
export const sentence = (key: keyof (typeof sentences)['es'], locale: string): string =>
  sentences[locale.startsWith('en') ? 'en' : 'es'][key]
