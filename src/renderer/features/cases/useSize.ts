import { useLanguage } from '../../i18n/useLanguage'

/** A size in bytes, as people say it: 340 kB, 2.1 MB. */
export const useSize = (): ((bytes: number) => string) => {
  const { locale } = useLanguage()
  return (bytes) => {
    const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1_000), 'kB'] : [bytes / 1_000_000, 'MB']
    return `${amount.toLocaleString(locale, { maximumFractionDigits: unit === 'kB' ? 0 : 1 })} ${unit}`
  }
}
