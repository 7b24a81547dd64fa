import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bytes } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'
import { everybodyGoesHome, meet, passphrase } from '../../support/people'
import type { Person } from '../../support/people'
import { formsOf, found, placesIn } from '../../support/search'
import { allMeet, foundByClock, inDays, inHours, itIs, joinByClock } from './clock'

afterAll(everybodyGoesHome)

let alma: Person, bina: Person, carla: Person
let committeeId: string
const team = (): Promise<void> => allMeet(alma, bina, carla)

beforeAll(async () => {
  itIs('2026-05-04T09:00:00.000Z')
  alma = await foundByClock('Alma')
  bina = await joinByClock(alma, 'Bina')
  carla = await joinByClock(alma, 'Carla')
  committeeId = (await alma.call('committee.create', { type: 'security', name: 'Seguridad' })).committeeId
  await alma.call('committee.addMember', { committeeId, memberId: await bina.id(), role: 'enlace' })
  await team()
}, 60_000)

const said = {
  level: 'emergency',
  coarsePlace: 'Sierra Norte',
  text: 'Detuvieron a dos compañeras',
  audience: 'all',
} as const
const only = async (who: Person) => {
  const [alert, ...others] = (await who.query('alert.list', { open: true })).alerts
  if (!alert || others.length > 0) throw new Error('one alert was expected')
  return alert
}

test('an alert is not sent by accident: it takes its three words, or the word of its level, and nothing else', async () => {
  const { draftId, words } = await bina.call('alert.prepare', said)
  expect(words.split(' ')).toHaveLength(3)
  for (const confirm of ['', 'emergency', words.split(' ').slice(1).join(' ')])
    expect(await bina.tryCall('alert.raise', { draftId, confirm })).toBe('NotConfirmed')
  for (const confirm of ['', 'info', 'sí', words])
    expect(await bina.tryCall('alert.raise', { ...said, confirm })).toBe('NotConfirmed')
  expect(await carla.tryCall('alert.raise', { draftId, confirm: words })).toBe('UnknownDraft')
  expect((await bina.query('alert.list')).alerts).toEqual([])
  await bina.call('alert.raise', { draftId, confirm: ` ${words.toUpperCase()} ` })
  expect(await bina.tryCall('alert.raise', { draftId, confirm: words })).toBe('UnknownDraft')
  expect((await bina.query('alert.list')).alerts).toHaveLength(1)
})

test('what is prepared waits ten minutes, in memory alone', async () => {
  const { draftId, words } = await bina.call('alert.prepare', { ...said, text: 'CANARIO-preparada-nunca' })
  const canary = await openRows(bina)
  expect(canary).not.toContain('CANARIO-preparada-nunca')
  itIs(inHours(0.2))
  expect(await bina.tryCall('alert.raise', { draftId, confirm: words })).toBe('UnknownDraft')
  const again = await bina.call('alert.prepare', said)
  await bina.reopen()
  expect(await bina.tryCall('alert.raise', { draftId: again.draftId, confirm: again.words })).toBe('UnknownDraft')
  await meet(alma, bina)
})

test('three laptops answer, one row each, and all see the same', async () => {
  await team()
  const { alertId } = await only(carla)
  expect((await carla.query('today')).items[0]).toMatchObject({
    kind: 'alert',
    id: alertId,
    about: 'emergency',
    alias: 'Bina',
  })
  expect((await bina.query('today')).items.filter(({ kind }) => kind === 'alert')).toEqual([])
  await alma.call('alert.ack', { alertId, action: 'seen' })
  await bina.call('alert.ack', { alertId, action: 'going' })
  await carla.call('alert.ack', { alertId, action: 'cannot' })
  itIs(inHours(1))
  await alma.call('alert.ack', { alertId, action: 'need_more' })
  await team()
  for (const one of [alma, bina, carla]) {
    const { acks, status, raisedByAlias } = await only(one)
    expect(acks.map(({ alias, action }) => `${alias} ${action}`).sort()).toEqual([
      'Alma need_more',
      'Bina going',
      'Carla cannot',
    ])
    expect([status, raisedByAlias]).toEqual(['acknowledged', 'Bina'])
  }
  expect((await carla.query('today')).items.filter(({ kind }) => kind === 'alert')).toEqual([])
  await carla.call('alert.setStatus', { alertId, status: 'attended' })
  await bina.call('alert.setStatus', { alertId, status: 'false_alarm' })
  await team()
  const { conflicts } = (await alma.query('alert.list')).alerts[0] ?? {}
  expect(conflicts?.map(({ path }) => path)).toEqual([`alerts.${alertId}.status`])
  await alma.call('alert.setStatus', { alertId, status: 'attended' })
  await alma.call('alert.setStatus', { alertId, status: 'closed' })
  await team()
  expect((await carla.query('alert.list', { open: true })).alerts).toEqual([])
  expect(await carla.tryCall('alert.setStatus', { alertId, status: 'attended' })).toBe('NoSuchMove')
  expect(await carla.tryCall('alert.ack', { alertId: 'ab'.repeat(16), action: 'seen' })).toBe('UnknownAlert')
})

test("a committee's alert, tasks, decisions and what is handed over are in its space: Carla's vault holds none of the words", async () => {
  const canaries = [
    'CANARIO-relevo-jacaranda',
    'CANARIO-alerta-comité-ceiba',
    'CANARIO-acuerdo-luciérnaga',
    'CANARIO-tarea-nube',
  ]
  const [note = '', text = '', decided = '', title = ''] = canaries
  const { shiftId } = await alma.call('shift.assign', {
    committeeId,
    start: inHours(24),
    end: inHours(32),
    primary: await bina.id(),
  })
  await team()
  await bina.call('shift.handover', { shiftId, note })
  const { alertId } = await bina.call('alert.raise', {
    level: 'prevention',
    text,
    audience: committeeId,
    confirm: 'prevention',
  })
  await alma.call('decision.add', { committeeId, text: decided })
  const { taskId } = await alma.call('task.add', { committeeId, title, owner: await bina.id(), due: inDays(-1) })
  await team()
  const seen = await alma.query('committee.view', { committeeId })
  expect(seen.handovers).toMatchObject([{ shiftId, note, byAlias: 'Bina' }])
  expect(seen.decisions).toMatchObject([{ text: decided, byAlias: 'Alma' }])
  expect(seen.tasks).toMatchObject([{ taskId, title, ownerAlias: 'Bina', status: 'open' }])
  expect(seen.alerts).toMatchObject([{ alertId, text, committeeId }])
  expect(await bina.query('committee.view', { committeeId })).toEqual(seen)
  expect((await bina.query('today')).items).toContainEqual(
    expect.objectContaining({ kind: 'task', id: taskId, overdue: true, about: title, committeeId }),
  )

  expect(await carla.query('committee.view', { committeeId })).toMatchObject({
    name: 'Seguridad',
    spaceId: null,
    heads: [],
    tasks: [],
    handovers: [],
    decisions: [],
    alerts: [],
  })
  expect((await carla.query('alert.list')).alerts.map(({ alertId: id }) => id)).not.toContain(alertId)
  expect(await carla.tryCall('shift.handover', { shiftId, note: 'x' })).toBe('NoCommitteeSpace')
  expect(await carla.tryCall('task.add', { committeeId, title: 'x' })).toBe('NoCommitteeSpace')
  expect(await carla.tryCall('decision.add', { committeeId, text: 'x' })).toBe('NoCommitteeSpace')
  expect(await carla.tryCall('alert.ack', { alertId, action: 'seen' })).toBe('UnknownAlert')
  expect(await carla.tryCall('alert.raise', { level: 'info', text: 'x', audience: committeeId, confirm: 'info' })).toBe(
    'NoCommitteeSpace',
  )
  for (const canary of canaries) {
    expect((await bina.query('search', { text: canary })).hits.length, canary).toBe(1)
    expect((await carla.query('search', { text: canary })).hits, canary).toEqual([])
  }
  const [hers, binas] = [await openRows(carla), await openRows(bina)]
  for (const canary of canaries) {
    expect(binas.includes(canary), canary).toBe(true)
    expect(hers.includes(canary), canary).toBe(false)
    expect(found(placesIn(carla.vault), formsOf(canary))).toEqual([])
  }
})

test('a task is edited, done, and done apart; a decision only followed by another', async () => {
  const { taskId } = await alma.call('task.add', { committeeId, title: 'Imprimir' })
  await team()
  await bina.call('task.setField', { committeeId, taskId, field: 'title', value: 'Imprimir volantes' })
  await alma.call('task.setStatus', { committeeId, taskId, status: 'doing' })
  await bina.call('task.setStatus', { committeeId, taskId, status: 'dropped' })
  await team()
  const view = await alma.query('committee.view', { committeeId })
  expect(view.tasks.find((task) => task.taskId === taskId)?.title).toBe('Imprimir volantes')
  expect(view.conflicts.map(({ path }) => path)).toEqual([`tasks.${taskId}.status`])
  await alma.call('task.setStatus', { committeeId, taskId, status: 'doing' })
  expect((await alma.query('committee.view', { committeeId })).conflicts).toEqual([])
  expect(await alma.tryCall('task.setStatus', { committeeId, taskId: 'ab'.repeat(16), status: 'done' })).toBe(
    'UnknownRow',
  )
  expect(await alma.tryCall('task.setField', { committeeId, taskId, field: 'due', value: 'mañana' })).toBe('BadInput')
  expect(await alma.tryQuery('committee.view', { committeeId: 'ab'.repeat(16) })).toBe('UnknownCommittee')
})

test('what she writes in a committee before she hears that another wrote first is not lost', async () => {
  const apart = (await alma.call('committee.create', { type: 'training', name: 'Talleres' })).committeeId
  await alma.call('committee.addMember', { committeeId: apart, memberId: await bina.id(), role: 'vocal' })
  await team()
  await alma.call('decision.add', { committeeId: apart, text: 'De Alma' })
  await bina.call('decision.add', { committeeId: apart, text: 'De Bina' })
  await team()
  for (const one of [alma, bina])
    expect(
      (await one.query('committee.view', { committeeId: apart })).decisions.map(({ text }) => text).sort(),
    ).toEqual(['De Alma', 'De Bina'])
})

/** All that a vault's database holds, opened, as one text: the words of every row of every table. */
const openRows = async (who: Person): Promise<string> => {
  await who.lock()
  const vault = await openVault(who.vault, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const { db } = vault.value
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'", { pluck: true }).all<string>()
  const text = tables
    .flatMap((table) => db.prepare(`SELECT * FROM "${table}"`).all<Record<string, string | number | Bytes | null>>())
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value)))
    .join('\n')
  vault.value.close()
  await who.reopen()
  return text
}

test('an alert that was answered may be closed without anybody attending to it; one that nobody answered may not', async () => {
  const raise = async (): Promise<string> =>
    (await alma.call('alert.raise', { level: 'info', text: 'Reunión movida', audience: 'all', confirm: 'info' }))
      .alertId
  const alertId = await raise()
  expect(await alma.tryCall('alert.setStatus', { alertId, status: 'closed' })).toBe('NoSuchMove')
  // her own answer is no answer of another
  await alma.call('alert.ack', { alertId, action: 'seen' })
  expect(await alma.tryCall('alert.setStatus', { alertId, status: 'closed' })).toBe('NoSuchMove')
  await meet(alma, bina)
  await bina.call('alert.ack', { alertId, action: 'seen' })
  await meet(alma, bina)
  await alma.call('alert.setStatus', { alertId, status: 'closed' })
  expect((await alma.query('alert.list')).alerts.find((one) => one.alertId === alertId)?.status).toBe('closed')
})
