import styles from './cases.module.css'

/** Six words that two women read aloud to each other: the same on both sides only when the code is. */
export const SixWords = ({ label, words }: { readonly label: string; readonly words: readonly string[] }) => (
  <ol className={styles.six} aria-label={label}>
    {words.map((word, place) => (
      <li key={place}>{word}</li>
    ))}
  </ol>
)
