import { useTranslation } from 'react-i18next'
import { usePreferences } from '../../bridge/preferences'
import { Check } from '../../components/Check'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { NumberField } from '../../components/NumberField'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { MembersNav } from '../members/MembersNav'
import { ChangePhrase } from './ChangePhrase'
import { SettingsNav } from './SettingsNav'

const sizes = [100, 125, 150] as const

/** How she likes her screen, when it closes by itself, and the phrase. All of it is of this computer alone. */
export const SettingsScreen = () => {
  const { t } = useTranslation()
  const { preferences, change } = usePreferences()
  const { language, theme, textSize, idleMinutes, discreet } = preferences
  const options = (key: string, ids: readonly string[]) => ids.map((id) => ({ id, label: t(`settings.${key}.${id}`) }))
  return (
    <>
      <PageHead title={t('settings.title')} lead={t('settings.lead')} />
      <Stack>
        <MembersNav />
        <SettingsNav />
        <Panel title={t('settings.screen')}>
          <Stack>
            <ChoiceRow
              label={t('settings.language.label')}
              options={options('language', ['system', 'es', 'en'])}
              value={language ?? 'system'}
              onChange={(id) => void change({ language: id === 'es' || id === 'en' ? id : null })}
            />
            <ChoiceRow
              label={t('settings.theme.label')}
              options={options('theme', ['system', 'light', 'dark'])}
              value={theme ?? 'system'}
              onChange={(id) => void change({ theme: id === 'light' || id === 'dark' ? id : null })}
            />
            <ChoiceRow
              label={t('settings.textSize.label')}
              options={options(
                'textSize',
                sizes.map((size) => String(size)),
              )}
              value={String(textSize)}
              onChange={(id) => {
                const size = sizes.find((one) => String(one) === id)
                if (size !== undefined) void change({ textSize: size })
              }}
            />
          </Stack>
        </Panel>
        <Panel title={t('settings.care')}>
          <Stack>
            <NumberField
              label={t('settings.idle')}
              help={t('settings.idleHelp')}
              value={idleMinutes}
              onChange={(minutes) => {
                if (minutes !== null) void change({ idleMinutes: Math.min(60, Math.max(1, Math.round(minutes))) })
              }}
              least={1}
              most={60}
            />
            <Check isSelected={discreet} onChange={(is) => void change({ discreet: is })}>
              {t('settings.discreet')}
            </Check>
            <p>{t('settings.f9')}</p>
          </Stack>
        </Panel>
        <ChangePhrase />
        <Panel title={t('settings.more')}>
          <Stack>
            <Go to="/help/limits">{t('help.limits.title')}</Go>
            <Go to="/help/licences">{t('help.licences.title')}</Go>
          </Stack>
        </Panel>
      </Stack>
    </>
  )
}
