import { useTranslation } from 'react-i18next'
import { dimensionWords } from '#shared/vocabulary/figureWords'
import { useLanguage } from '../../i18n/useLanguage'
import { useFigureWords } from './useFigureWords'

type Axis = { readonly dimension: string; readonly level: string }

/** Tables of one's own in words, before they are counted. */
export const useAxisWords = (): {
  readonly ofDimension: (dimension: string) => string
  readonly ofLevel: (level: string) => string
  readonly ofTable: (axes: readonly Axis[]) => string
} => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { capital } = useFigureWords()
  const ofDimension = (dimension: string): string => capital(dimensionWords(language, dimension))
  const ofLevel = (level: string): string => t(`exports.level.${level}`)
  return {
    ofDimension,
    ofLevel,
    ofTable: (axes) =>
      axes
        .map(({ dimension, level }) => `${ofDimension(dimension)} (${ofLevel(level).toLocaleLowerCase()})`)
        .join(' × '),
  }
}
