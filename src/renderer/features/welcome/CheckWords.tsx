import { useTranslation } from 'react-i18next'
import styles from './Words.module.css'

/** Six words that two women read aloud to each other: equal only for the same network and the same request. */
export const CheckWords = ({ words }: { readonly words: readonly string[] }) => {
  const { t } = useTranslation()
  return (
    <ol className={styles.check} aria-label={t('welcome.checkWords')}>
      {words.map((word, place) => (
        <li key={place}>{word}</li>
      ))}
    </ol>
  )
}
