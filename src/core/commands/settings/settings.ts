import { aliasOf, asMember, requireWriter } from '#core/commands/context'
import { editProfile } from '#core/commands/editProfile'
import { putRow } from '#core/commands/editRows'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { newRowId } from '#core/commands/newIds'
import { settingsIn } from '#core/commands/settings/settingsOf'
import { isCoordinator } from '#core/spaces/rootState'
import { profileSpec } from '#shared/records/networkProfile'
import { isWithin, settingLimits, settingNames, takesTwo } from '#shared/rules/networkSettings'
import { fail, ok } from '#shared/result'

const set: CommandHandlers['setting.set'] = async (context, { name, value }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { memberId, root } = who.value
  if (!isCoordinator(root, memberId)) return fail('NotAllowed')
  if (!isWithin(name, value)) return fail('BadInput', { field: 'value' })
  const now = settingsIn(who.value)[name]
  const isSaid = now.value === value && now.proposed.length === 0 && now.apart.length === 0
  if (isSaid || now.proposed.some((one) => one.value === value && one.by === memberId)) return fail('AlreadySo')
  const word = { name, value, by: memberId, at: context.now().toISOString(), after: now.heads }
  const done = await editProfile(context, (doc) => {
    putRow(doc, 'settings', profileSpec.parts.settings, newRowId(), word)
    return undefined
  })
  if (!done.ok) return done
  const needed = takesTwo(name, value) ? 2 : 1
  const isDone = settingsIn(who.value)[name].value === value
  return ok({ done: isDone, signatures: isDone ? needed : 1, needed })
}

/** Commands on what the network decides for itself. */
export const settingCommands = { 'setting.set': set } satisfies Partial<CommandHandlers>

/** Queries of the same. */
export const settingQueries = {
  'setting.list': (context) =>
    asMember(context, (member) => {
      const settings = settingsIn(member)
      const alias = (one: string): string => aliasOf(member.root, one)
      return {
        settings: settingNames.map((name) => {
          const { value, by, apart, proposed } = settings[name]
          return {
            name,
            value,
            ...settingLimits(name),
            by: by.map(alias),
            apart: apart.map((one) => ({ value: one.value, alias: alias(one.by) })),
            proposed: proposed.map((one) => ({
              value: one.value,
              alias: alias(one.by),
              mine: one.by === member.memberId,
            })),
          }
        }),
        mayChange: isCoordinator(member.root, member.memberId),
      }
    }),
} satisfies Partial<QueryHandlers>
