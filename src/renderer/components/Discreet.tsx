import { useDiscreet } from '../bridge/preferences'
import styles from './Discreet.module.css'

/** Her words where nobody else sees the screen; in the discreet view what stands for them, the words only said. */
const Discreet = ({ words, sign }: { readonly words: string; readonly sign: string }) =>
  useDiscreet() ? (
    <>
      <span aria-hidden="true">{sign}</span>
      <span className="hidden-visually">{words}</span>
    </>
  ) : (
    words
  )

const initialsOf = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .map((word) => `${String.fromCodePoint(word.codePointAt(0) ?? 63)}.`)
    .join(' ')

/** The code of a case. */
export const CaseCode = ({ code }: { readonly code: string }) => (
  <span className={styles.code}>
    <Discreet words={code} sign={`${code.slice(0, 1)}··`} />
  </span>
)

/** The alias of a person, a house or a committee. */
export const PersonName = ({ name }: { readonly name: string }) => (
  <span>
    <Discreet words={name} sign={initialsOf(name)} />
  </span>
)
