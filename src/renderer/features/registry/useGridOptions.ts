import { useTranslation } from 'react-i18next'
import { useCountries } from '../../i18n/useCountries'
import { useOptions } from '../../i18n/useLabel'
import type { GridOptions } from './gridRow'

/** What each column of the grid with terms may hold, in words. */
export const useGridOptions = (): GridOptions => {
  const { t } = useTranslation()
  return {
    country: useCountries(),
    types: useOptions('aggressionType'),
    target: useOptions('target'),
    genderDimension: useOptions('genderDimension'),
    indicators: useOptions('genderIndicator'),
    perpetrator: useOptions('perpetrator'),
    sources: useOptions('source'),
    statistics: (['given', 'refused', 'not_asked'] as const).map((id) => ({
      id,
      label: t(`registry.grid.stats.${id}`),
    })),
  }
}
