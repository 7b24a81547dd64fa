import { useTranslation } from 'react-i18next'
import type { SettingName } from '#shared/rules/networkSettings'
import { useView } from '../../bridge/useView'
import { Stack } from '../../components/Layout'
import { Go } from '../../components/Go'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { RowList } from '../../components/RowList'
import { Viewed } from '../../components/Viewed'
import { RuleRow } from './RuleRow'
import { SettingsNav } from './SettingsNav'

/** What is shown together. */
const groups: Readonly<Record<string, readonly SettingName[]>> = {
  publish: ['publicThreshold', 'graveThreshold'],
  review: ['reviewDaysImminent', 'reviewDaysVeryHigh', 'reviewDaysHigh', 'reviewDaysMedium', 'reviewDaysLow'],
  houses: ['holdHoursHome', 'holdHoursAbroad'],
  keep: ['consentMonths', 'retentionMonths'],
}

/** What the network decides for all, in plain words; whoever coordinates changes it here. */
export const RulesScreen = () => {
  const { t } = useTranslation()
  const view = useView('setting.list', undefined)
  return (
    <>
      <PageHead kicker={<Go to="/members">{t('members.title')}</Go>} title={t('rules.title')} lead={t('rules.lead')} />
      <Stack>
        <SettingsNav />
        <Viewed view={view}>
          {({ settings, mayChange }) => (
            <Stack>
              {Object.entries(groups).map(([group, names]) => (
                <Panel key={group} title={t(`rules.group.${group}`)}>
                  <RowList>
                    {settings
                      .filter(({ name }) => names.includes(name))
                      .map((setting) => (
                        <RuleRow key={setting.name} setting={setting} mayChange={mayChange} />
                      ))}
                  </RowList>
                </Panel>
              ))}
            </Stack>
          )}
        </Viewed>
      </Stack>
    </>
  )
}
