import type { Member } from '#core/commands/context'
import { rowsOf } from '#core/commands/listRows'
import { settingRecord } from '#shared/records/setting'
import { settingNames, settingNow } from '#shared/rules/networkSettings'
import type { NetworkSettings, SettingNow, SettingWord } from '#shared/rules/networkSettings'

const wordsIn = (member: Member): SettingWord[] =>
  rowsOf(member, settingRecord, member.ledger.network).map(({ id, values }) => ({ ...values, id }))

/** Every setting of her network, from all that was said of it here. */
export const settingsIn = (member: Member): Record<keyof NetworkSettings, SettingNow> => {
  const words = wordsIn(member)
  return Object.fromEntries(settingNames.map((name) => [name, settingNow(name, words)])) as Record<
    keyof NetworkSettings,
    SettingNow
  >
}

/** What holds in her network now. */
export const settingsOf = (member: Member): NetworkSettings =>
  Object.fromEntries(Object.entries(settingsIn(member)).map(([name, { value }]) => [name, value])) as NetworkSettings
