/**
 * Text that goes into files. Most of it is ours, yet every piece of it is treated as if somebody hostile had written it:
 * a file that leaves is opened by programs that do what its text says.
 */

/** Without characters that XML and HTML may not hold, or that turn the direction of what is read; halves of pairs become �. */
export const clean = (text: string): string =>
  text
    // C0 and C1 controls, what turns direction, and what is no character
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/g, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')

/** As text between tags or in an attribute in double quotes. */
export const escaped = (text: string): string =>
  clean(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** A name of a column that programs take: letters, digits and _; 'tipo_de_agresion'. */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
