import { useTranslation } from 'react-i18next'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { HelpNav } from './HelpNav'

/** What is not protected, in the order in which it matters (docs/threat-model.md, What it cannot do). */
const limits = [
  'review',
  'removal',
  'screen',
  'forced',
  'weak',
  'share',
  'open',
  'two',
  'seen',
  'wire',
  'relay',
  'erase',
  'paper',
] as const

/** What this does not protect from, said plainly. */
export const Limits = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('help.limits.title')} lead={t('help.limits.lead')} />
      <Stack>
        <HelpNav />
        {limits.map((limit) => (
          <Panel key={limit} title={t(`help.limits.${limit}`)}>
            <p>{t(`help.limits.${limit}Text`)}</p>
          </Panel>
        ))}
      </Stack>
    </>
  )
}
