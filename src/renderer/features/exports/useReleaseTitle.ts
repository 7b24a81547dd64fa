import { useTranslation } from 'react-i18next'
import type { ReleaseRow } from '#shared/contract/releases'
import { useFigureWords } from './useFigureWords'

/** What a release is called: «2012. Cuadros para el público». */
export const useReleaseTitle = (): ((release: Pick<ReleaseRow, 'period' | 'audience' | 'product'>) => string) => {
  const { t } = useTranslation()
  const { period } = useFigureWords()
  return (release) =>
    t('exports.titleOf', {
      period: period(release.period),
      kind: t(`exports.kind.${release.product}.${release.audience}`),
    })
}
