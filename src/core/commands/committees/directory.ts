import { aliasOf, asMember, requireWriter } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import { editProfile } from '#core/commands/editProfile'
import { putRow, rowIn, writeFields } from '#core/commands/editRows'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { rowsOf } from '#core/commands/listRows'
import { newRowId } from '#core/commands/newIds'
import { isFacilitator } from '#core/spaces/rootState'
import { areaRecord } from '#shared/records/area'
import { memberCardRecord } from '#shared/records/memberCard'
import { profileSpec } from '#shared/records/networkProfile'
import { vocabularyTermRecord } from '#shared/records/vocabularyTerm'
import { fail, ok } from '#shared/result'
import { checkExtension } from '#shared/vocabulary/checkExtension'

const { areas, cards, terms } = profileSpec.parts

const saveArea: CommandHandlers['area.save'] = async (context, { areaId = newRowId(), departments, ...given }) => {
  const said = { ...given, ...(departments && { departments: departments.map((name) => ({ name })) }) }
  const done = await editProfile(context, (doc, { root }) => {
    if (given.contacts?.some((member) => !root.members.has(member))) return 'UnknownMember'
    const row = rowIn(doc, 'areas', areaId)
    if (row) writeFields(row, areas, said)
    else if (given.name === undefined) return 'BadInput'
    else putRow(doc, 'areas', areas, areaId, said)
    return undefined
  })
  if (done.ok) return ok({ areaId, ...done.value })
  return done.error.type === 'BadInput' ? fail('BadInput', { field: 'name' }) : done
}

/** Writes fields of her own card: whose it is the signed log says, never the caller. */
export const writeOwnCard = (context: Context, given: (written: unknown) => object): ReturnType<typeof editProfile> =>
  editProfile(context, (doc, { memberId }) => {
    const row = rowIn(doc, 'cards', memberId)
    const said = given(row === undefined ? undefined : JSON.parse(JSON.stringify(row)))
    if (row) writeFields(row, cards, said)
    else putRow(doc, 'cards', cards, memberId, said)
    return undefined
  })

const addTerm: CommandHandlers['term.add'] = async (context, given) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  if (!isFacilitator(who.value.root, who.value.memberId)) return fail('NotAllowed')
  const term = { ...given, labelEs: given.labelEs ?? '', labelEn: given.labelEn ?? '' }
  if (term.labelEs === '' && term.labelEn === '') return fail('BadInput', { field: 'labelEs' })
  const known = rowsOf(who.value, vocabularyTermRecord, who.value.ledger.network).map(({ values }) => values)
  switch (checkExtension(term, known)) {
    case 'unknownList':
    case 'closedList':
      return fail('BadInput', { field: 'list' })
    case 'badCode':
      return fail('BadInput', { field: 'code' })
    case 'taken':
      return fail('AlreadySo')
    case 'unknownParent':
    case 'wrongParent':
      return fail('BadInput', { field: 'parent' })
    case undefined: {
      const termId = newRowId()
      const done = await editProfile(context, (doc) => {
        putRow(doc, 'terms', terms, termId, term)
        return undefined
      })
      return done.ok ? ok({ termId, ...done.value }) : done
    }
  }
}

/** Commands on areas, one's own card and the network's vocabulary. */
export const directoryCommands = {
  'area.save': saveArea,
  'card.set': (context, given) => {
    const wrong = given.restPeriods?.some(({ from, to }) => from === null || to === null || to < from)
    return wrong ? Promise.resolve(fail('BadInput', { field: 'restPeriods' })) : writeOwnCard(context, () => given)
  },
  'term.add': addTerm,
} satisfies Partial<CommandHandlers>

/** Queries of the same. */
export const directoryQueries = {
  'area.list': (context) =>
    asMember(context, (member) => ({
      areas: rowsOf(member, areaRecord, member.ledger.network).map(({ id, values }) => ({
        areaId: id,
        name: values.name,
        departments: values.departments.map(({ name }) => name),
        contacts: values.contacts.map((memberId) => ({ memberId, alias: aliasOf(member.root, memberId) })),
      })),
    })),
  'card.list': (context) =>
    asMember(context, (member) => ({
      cards: rowsOf(member, memberCardRecord, member.ledger.network)
        .filter(({ id }) => member.root.members.has(id))
        .map(({ id, values }) => ({
          ...values,
          memberId: id,
          alias: aliasOf(member.root, id),
          mine: id === member.memberId,
        })),
    })),
  // one code that two laptops added apart is one term: the least id
  'term.list': (context) =>
    asMember(context, (member) => {
      const seen = new Set<string>()
      return {
        terms: rowsOf(member, vocabularyTermRecord, member.ledger.network)
          .map(({ id, values }) => ({ ...values, termId: id }))
          .filter(({ list, code }) => !seen.has(`${list} ${code}`) && seen.add(`${list} ${code}`)),
      }
    }),
} satisfies Partial<QueryHandlers>
