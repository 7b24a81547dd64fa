import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { meet, plugIn } from '#cli/demo/meeting'
import { startPerson } from '#cli/demo/person'
import type { DemoPerson } from '#cli/demo/person'
import { words } from '#cli/demo/words'
import type { CaseView } from '#shared/contract/cases'
import type { CommitteeRow } from '#shared/contract/committees'
import type { HouseRow } from '#shared/contract/houses'

/** Says one step in words; `places` fill the sentence. */
export type Say = (key: string, places?: Readonly<Record<string, string | number>>) => void

/** What each of the three sees at the end, asked of her own process. */
export type Seen = {
  readonly cases: Readonly<Record<string, CaseView | undefined>>
  readonly houses: Readonly<Record<string, readonly HouseRow[]>>
  readonly committees: Readonly<Record<string, readonly CommitteeRow[]>>
  readonly caseId: string
  readonly folder: string
  readonly vaults: Readonly<Record<string, string>>
}

type Three = { readonly alma: DemoPerson; readonly bina: DemoPerson; readonly carla: DemoPerson }

const gather = async (root: string, folder: string, say: Say): Promise<Three> => {
  const start = (alias: string): Promise<DemoPerson> =>
    startPerson(alias, join(root, alias.toLowerCase()), words.passphrase)
  const [alma, bina, carla] = [await start('Alma'), await start('Bina'), await start('Carla')]
  say('started', { alma: alma.pid, bina: bina.pid, carla: carla.pid })
  await alma.call('network.create', { name: 'Red de Práctica', country: 'MX', alias: 'Alma' })
  say('founded')
  const forBina = await alma.call('invitation.create', { role: 'facilitator' })
  const forCarla = await alma.call('invitation.create', { role: 'member' })
  await bina.call('network.join', { code: forBina.code, alias: 'Bina' })
  const door = await meet(alma, bina, { admit: true })
  say('joinedBySession', { bytes: door.host.bytesSent + door.host.bytesReceived })
  await carla.call('network.join', { code: forCarla.code, alias: 'Carla' })
  await plugIn(alma, folder)
  await plugIn(carla, folder)
  await plugIn(alma, folder, { admit: true })
  const entered = await plugIn(carla, folder)
  say('joinedByFolder', { pieces: entered.received })
  return { alma, bina, carla }
}

const begin = async ({ alma, bina, carla }: Three, folder: string, say: Say) => {
  const { caseId, caseCode } = await alma.call('case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    priority: 'high',
    summaryInternal: words.summary,
  })
  const binaId = (await bina.query('me')).memberId ?? ''
  const carlaId = (await carla.query('me')).memberId ?? ''
  await alma.call('case.grant', { caseId, memberId: binaId })
  const { houseCardId } = await alma.call('house.offer', {
    alias: 'Casa Ceiba',
    country: 'GT',
    type: 'safe_house',
    placesTotal: 6,
    contacts: [binaId, carlaId],
  })
  const { committeeId } = await alma.call('committee.create', { type: 'self_care', name: 'Cuidado y sanación' })
  say('opened', { code: caseCode })
  await meet(alma, bina)
  await plugIn(alma, folder)
  await plugIn(carla, folder)
  return { caseId, houseCardId, committeeId, binaId, carlaId }
}

type Begun = Awaited<ReturnType<typeof begin>>

/** Nobody sees anybody: each edits the same things on her own laptop, from the same heads. */
const editApart = async ({ alma, bina, carla }: Three, begun: Begun, say: Say): Promise<void> => {
  const { caseId, houseCardId, committeeId, binaId, carlaId } = begun
  const seen = await alma.query('case.view', { caseId })
  const start = Date.now()
  const offer = { houseCardId, alias: 'Casa Ceiba', country: 'GT', type: 'safe_house', placesTotal: 6 } as const
  await Promise.all([
    (async () => {
      const path = 'summaryInternal'
      await alma.call('case.setField', { caseId, path, value: words.summaryByAlma, basedOn: [...seen.heads] })
      await alma.call('case.addNote', { caseId, kind: 'meeting', text: words.noteByAlma })
      await alma.call('case.setStatus', { caseId, status: 'assessing' })
      await alma.call('house.offer', { ...offer, placesFree: 2, acceptsChildren: true })
      await alma.call('committee.addMember', { committeeId, memberId: binaId, role: 'enlace' })
    })(),
    (async () => {
      const path = 'summaryInternal'
      await bina.call('case.setField', { caseId, path, value: words.summaryByBina, basedOn: [...seen.heads] })
      await bina.call('case.addNote', { caseId, kind: 'visit', text: words.noteByBina })
      await bina.call('case.addPerson', { caseId, relationToCase: 'defender', chosenName: words.chosenName })
      await bina.call('case.addAggression', {
        caseId,
        date: { from: '2026-11-02', precision: 'day' },
        country: 'MX',
        types: ['surveillance'],
        target: 'personal',
        genderDimension: 'yes',
        narrative: words.narrative,
      })
      await bina.call('case.setStatus', { caseId, status: 'active', reason: 'Hay que acompañarla desde hoy.' })
      await bina.call('house.offer', { ...offer, placesFree: 3, services: ['psychosocial'] })
      await bina.call('committee.addMember', { committeeId, memberId: carlaId, role: 'escucha' })
    })(),
    (async () => {
      const me = (await carla.query('me')).memberId ?? ''
      await carla.call('house.setStatus', { houseCardId, status: 'paused' })
      await carla.call('committee.addMember', { committeeId, memberId: me, role: 'guardia' })
    })(),
  ])
  say('editedApart', { ms: Date.now() - start })
}

/** Bina and Carla never meet: all that passes between them passes through Alma. */
const travel = async ({ alma, bina, carla }: Three, caseId: string, folder: string, say: Say): Promise<void> => {
  // who looks at a case leaves a line in its access log, once a day: before they meet, so that it travels too
  for (const one of [alma, bina]) await one.query('case.view', { caseId })
  const first = await meet(alma, bina)
  say('metBySession', {
    sent: first.host.sent,
    received: first.host.received,
    bytes: first.host.bytesSent + first.host.bytesReceived,
  })
  const left = await plugIn(alma, folder)
  const taken = await plugIn(carla, folder)
  const back = await plugIn(alma, folder)
  say('metByFolder', {
    left: left.sent,
    given: taken.sent,
    back: back.received,
    bytes: left.bytesSent + taken.bytesSent,
  })
  await meet(alma, bina)
  const last = await meet(alma, bina)
  say('nothingNew', { bytes: last.host.bytesSent + last.host.bytesReceived })
}

/** The whole story; the vaults and the stick stay below `root`. */
export const tellStory = async (root: string, say: Say): Promise<Seen> => {
  const folder = join(root, 'memoria')
  mkdirSync(folder)
  const three = await gather(root, folder, say)
  const begun = await begin(three, folder, say)
  await editApart(three, begun, say)
  const { caseId } = begun
  await travel(three, caseId, folder, say)
  const cases: Record<string, CaseView | undefined> = {}
  const houses: Record<string, readonly HouseRow[]> = {}
  const committees: Record<string, readonly CommitteeRow[]> = {}
  const vaults: Record<string, string> = {}
  for (const person of Object.values(three)) {
    cases[person.alias] = await person.query('case.view', { caseId }).catch(() => undefined)
    houses[person.alias] = (await person.query('house.board')).houses
    committees[person.alias] = (await person.query('committee.list')).committees
    vaults[person.alias] = person.vault
    await person.leave()
  }
  return { cases, houses, committees, caseId, folder, vaults }
}
