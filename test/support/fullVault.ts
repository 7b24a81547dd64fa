import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import type { PracticeVault } from '#cli/practice/createPractice'
import { createEngine } from '#core/createEngine'
import { out } from './drivers'
import { newFolder, newPerson, openPerson, passphrase, tasteWorker, visitFolder } from './people'
import type { Person } from './people'
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

/**
 * The laptop of the coordinator of the practice network, who is on a team of each kind, with what the small network does
 * not have besides: a file in a case, two versions of a field, a closed case, a request of hers, and somebody at the door.
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
  await alma.call('hold.request', { houseCardId, caseCode: ended.caseCode, party: { adults: 2 } })

  const stick = newFolder()
  const { code } = await alma.call('invitation.create', { role: 'member' })
  for (const one of [alma, bina, alma]) await visitFolder(one, stick)
  const marea = await newPerson('Marea')
  await marea.call('network.join', { code, alias: 'Marea' })
  await visitFolder(marea, stick)
  await visitFolder(alma, stick)
  await bina.lock()
  await marea.lock()
  return alma
}
