import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import type { PracticeVault } from '#cli/practice/createPractice'
import { createEngine } from '#core/createEngine'
import { out } from './drivers'
import { foundNetwork, newFolder, newPerson, openPerson, passphrase, tasteWorker, visitFolder } from './people'
import type { Person } from './people'
import { fullNarrative } from './fullNarrative'
import { fullReleases } from './fullReleases'
import { withExif } from './withExif'

/** The smallest JPEG there is: one grey point. */
const point =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA='

/** Opens a practice vault with the phrase that all people of the tests have. */
const adopt = async ({ alias, path, passphraseFile }: PracticeVault): Promise<Person> => {
  const opened = await createEngine({
    vault: path,
    passphrase: readFileSync(passphraseFile, 'utf8').trim(),
    tasteWorker,
  })
  if (!opened.ok) throw new Error(opened.error.type)
  await opened.value.changePassphrase(passphrase)
  await opened.value.lock()
  return openPerson(alias, path)
}

/** A relay that is nowhere: with a key of its own, and an admission line that is due once somebody was put out. */
const nowhere = `wss://repetidora.example:8443/#${'A'.repeat(43)},${'7'.repeat(26)}`

let foreignCode = ''
/** The code for receiving a case that another network gave to whom `fullVault` gave last. */
export const codeOfAnother = (): string => foreignCode

/** Who is in by the stick, works on a case, and is put out before her last note came: it is set apart. */
const putOut = async (alma: Person, caseId: string, stick: string): Promise<void> => {
  const { code } = await alma.call('invitation.create', { role: 'member' })
  const brisa = await newPerson('Brisa')
  await brisa.call('network.join', { code, alias: 'Brisa' })
  for (const one of [alma, brisa]) await visitFolder(one, stick)
  await visitFolder(alma, stick, { admit: true })
  await visitFolder(brisa, stick)
  const memberId = await brisa.id()
  await alma.call('case.grant', { caseId, memberId })
  for (const one of [alma, brisa]) await visitFolder(one, stick)
  await brisa.call('case.addNote', { caseId, kind: 'call', text: 'Escrito sin saber que ya estaba fuera.' })
  await alma.call('member.expel', { memberId, reason: '' })
  for (const one of [brisa, alma]) await visitFolder(one, stick)
  await brisa.lock()
}

/**
 * The laptop of the coordinator of the practice network, who is on a team of each kind, with what the small network does
 * not have besides: a file in a case, two versions of a field, a closed case, a request of hers, somebody at the door, a piece
 * that was set apart, a relay, a ledger of releases, a text about a case that two approved, and agreement to pass a case to another network, which gave a code.
 */
export const fullVault = async (): Promise<Person> => {
  const folder = newFolder()
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(out, 'main/cli.js'), 'practice', 'create', folder, '--json'],
    { env: { ...process.env, TEJIDO_KDF: 'floor' } },
  )
  const [first, second] = (JSON.parse(stdout) as { vaults: PracticeVault[] }).vaults
  if (!first || !second) throw new Error('two vaults')
  const [alma, bina] = [await adopt(first), await adopt(second)]

  const { cases } = await alma.query('case.list')
  const caseId = cases.find(({ status }) => status === 'active')?.caseId ?? ''
  const { uploadId } = await alma.call('attachment.begin', {})
  const bytes = withExif(Buffer.from(point, 'base64')).toString('base64')
  await alma.call('attachment.append', { uploadId, bytes })
  await alma.call('case.addAttachment', { caseId, uploadId, name: 'Puerta nueva.jpg' })
  await alma.call('case.setField', { caseId, path: 'priority', value: 'medium' })
  await bina.call('case.setField', { caseId, path: 'priority', value: 'urgent' })
  const ended = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', alias: 'Arroyo' })
  const why = { reason: 'Ya está en su casa.', defenderInformed: true }
  for (const status of ['assessing', 'closed'] as const)
    await alma.call('case.setStatus', { caseId: ended.caseId, status, ...why })
  const { houses } = await alma.query('house.board')
  const houseCardId = houses.find(({ alias }) => alias === 'La Higuera')?.houseCardId ?? ''
  for (const { caseId: one } of cases.filter(({ status }) => status === 'active'))
    await alma.call('case.setConsent', { caseId: one, purpose: 'share_other_network', state: 'given', how: 'oral' })
  const carmen = await foundNetwork('Carmen', 'Red del Lago')
  foreignCode = (await carmen.call('transfer.newCode', {})).code
  await carmen.lock()
  await alma.call('hold.request', { houseCardId, caseCode: ended.caseCode, party: { adults: 2 } })

  const luz = await fullReleases(alma, bina)
  await fullNarrative(alma, [bina, luz], ended.caseId)
  await luz.lock()
  const stick = newFolder()
  const { code } = await alma.call('invitation.create', { role: 'member' })
  for (const one of [alma, bina, alma]) await visitFolder(one, stick)
  const marea = await newPerson('Marea')
  await marea.call('network.join', { code, alias: 'Marea' })
  await visitFolder(marea, stick)
  await visitFolder(alma, stick)
  await alma.call('relay.add', { url: nowhere })
  await putOut(alma, caseId, stick)
  await bina.lock()
  await marea.lock()
  return alma
}
