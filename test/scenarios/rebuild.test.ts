import { afterAll, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, visitFolder } from '../support/people'

afterAll(everybodyGoesHome)

test("Bina's caches are made again from the log and say the same", async () => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const { caseId } = await alma.call('case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    summaryInternal: 'Llegó.',
  })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await alma.call('case.addNote', { caseId, kind: 'call', text: 'Llamó desde la terminal de autobuses.' })
  await alma.call('house.offer', { alias: 'Ceiba', country: 'GT', type: 'safe_house', placesTotal: 4 })
  const folder = newFolder()
  await visitFolder(alma, folder)
  await visitFolder(bina, folder)
  await bina.call('case.addNote', { caseId, kind: 'visit', text: 'Se la visitó el martes.' })
  await meet(alma, bina)
  const before = [await bina.query('case.view', { caseId }), await bina.query('house.board')]
  expect(await bina.engine().check()).toMatchObject({ ok: true, value: { ok: true, quarantined: 0 } })
  expect(await bina.engine().rebuild()).toMatchObject({ ok: true, value: { documents: 3 } }) // the network's, the case's, who opened it
  expect([await bina.query('case.view', { caseId }), await bina.query('house.board')]).toEqual(before)
  expect(await bina.engine().check()).toMatchObject({ ok: true, value: { ok: true, quarantined: 0, problems: [] } })
  await bina.reopen()
  expect([await bina.query('case.view', { caseId }), await bina.query('house.board')]).toEqual(before)
})
