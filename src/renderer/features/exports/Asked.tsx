import { useTranslation } from 'react-i18next'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { Panel } from '../../components/Panel'
import { Told } from './Told'
import { useAxisWords } from './useAxisWords'
import { useFigureWords } from './useFigureWords'

/** What a release was asked to be. */
export const Asked = ({ spec }: { readonly spec: ReleaseSpec }) => {
  const { t } = useTranslation()
  const { period, node } = useFigureWords()
  const { ofTable } = useAxisWords()
  const { audience, sections, country, tables } = spec
  return (
    <Panel title={t('exports.asked.title')}>
      <Told
        facts={[
          { label: t('exports.asked.period'), value: period(spec.period) },
          { label: t('exports.asked.audience'), value: t(`exports.audience.${audience}`) },
          {
            label: t('exports.asked.sections'),
            value: sections.map((section) => t(`exports.section.${section}`)).join('; '),
          },
          { label: t('exports.asked.country'), value: country === null ? '' : node('place', country) },
          { label: t('exports.asked.tables'), value: tables.map(ofTable).join('; ') },
        ]}
      />
    </Panel>
  )
}
