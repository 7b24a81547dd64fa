import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { codeOfSecret, parseInvitationCode } from '#core/identity/invitationCode'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  newPerson,
  visitFolder,
} from '../support/people'

afterAll(everybodyGoesHome)

const seed = Number(process.env.TEJIDO_SEED ?? 20_131_116)
process.stdout.write(`invitation codes, seed ${seed}\n`)
const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 })
const holds = (property: fc.IProperty<never>, numRuns = 60): void => {
  fc.assert(property, { seed, numRuns })
}
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const answer = (typed: string): string => {
  const parsed = parseInvitationCode(typed)
  return parsed.ok ? Buffer.from(parsed.value).toString('hex') : parsed.error.type
}
/** The group a slip is told to be in: 0 = somewhere; undefined when it was no slip or nothing was told. */
const groupTold = (typed: string): unknown => {
  const parsed = parseInvitationCode(typed)
  return parsed.ok ? 'accepted' : parsed.error.detail?.group
}

test('every code reads back as its secret, however it is typed', () => {
  holds(
    fc.property(secrets, (secret) => {
      const code = codeOfSecret(secret)
      const hex = Buffer.from(secret).toString('hex')
      const ways = [
        code,
        code.toLowerCase(),
        code.replaceAll('-', ''),
        code.replaceAll('-', ' – '),
        ` \t${code.split('').join(' ')}\r\n`,
        code.replaceAll('0', 'o').replaceAll('1', 'l'),
        code.replaceAll('0', 'O').replaceAll('1', 'I'),
      ]
      for (const way of ways) expect(answer(way)).toBe(hex)
    }) as never,
  )
})

test('every slip of one symbol is caught, and its group is named unless it took 0 for Z', () => {
  holds(
    fc.property(secrets, (secret) => {
      const code = codeOfSecret(secret)
      for (let at = 0; at < code.length; at++) {
        const was = code[at] ?? ''
        if (was === '-') continue
        for (const symbol of alphabet) {
          if (symbol === was) continue
          const told = groupTold(code.slice(0, at) + symbol + code.slice(at + 1))
          const isBlind = 'Z0'.includes(symbol) && 'Z0'.includes(was)
          const group = Math.floor(at / 6) + 1
          if (isBlind) expect([group, 0]).toContain(told)
          else expect(told).toBe(group)
        }
      }
    }) as never,
    20,
  )
})

test('every swap of neighbours is caught, within a group and across two', () => {
  holds(
    fc.property(secrets, (secret) => {
      const symbols = codeOfSecret(secret).replaceAll('-', '').split('')
      for (let at = 0; at + 1 < symbols.length; at++) {
        if (symbols[at] === symbols[at + 1]) continue
        const swapped = symbols.toSpliced(at, 2, symbols[at + 1] ?? '', symbols[at] ?? '').join('')
        expect(answer(swapped)).toBe('InvitationTypo')
      }
      const groups = codeOfSecret(secret).split('-')
      for (let at = 0; at + 1 < groups.length; at++) {
        if (groups[at] === groups[at + 1]) continue
        const swapped = groups.toSpliced(at, 2, groups[at + 1] ?? '', groups[at] ?? '').join('-')
        expect(answer(swapped)).toBe('InvitationTypo')
      }
    }) as never,
  )
})

// Undecided, since codes would change: a check modulo 31 does not tell 0 from Z, whose values are 0 and 31.
test('a code with 0 for Z in it is caught for every secret, not for nearly every one', () => {
  // The group's check is modulo 31 and blind to it; twelve bits over the whole miss one slip in 4,096.
  let missed = 0
  let tried = 0
  for (let i = 0; i < 2_000; i++) {
    const secret = Buffer.alloc(16)
    secret.writeUInt32BE((i * 2_654_435_761) % 2 ** 32, 12) // the first groups are all zeros
    const code = codeOfSecret(secret)
    for (const at of [0, 1, 2, 3, 6]) {
      if (code[at] !== '0') continue
      tried += 1
      if (groupTold(`${code.slice(0, at)}Z${code.slice(at + 1)}`) === 'accepted') missed += 1
    }
  }
  expect(tried).toBeGreaterThan(9_000)
  expect(missed).toBe(0)
})

test('a symbol too many or too few, homoglyphs, other scripts and junk are no code, and a megabyte is not looked at', () => {
  const code = codeOfSecret(new Uint8Array(16).fill(7))
  const malformed = ['', ' ', '-', `${code}0`, code.slice(1), 'x'.repeat(1_000_000), `${code}${' '.repeat(500)}`, '\0']
  for (const typed of malformed) expect(answer(typed)).toBe('InvitationMalformed')
  const qr = ['https://example.org/?c=1', `BEGIN:VCARD\nNOTE:${code}\nEND:VCARD`, 'WIFI:S:x;P:y;;', `tejido:${code}`]
  for (const typed of qr) expect(answer(typed)).toMatch(/^Invitation(Malformed|Typo)$/)
  for (const glyph of ['А', 'Ο', 'Ø', 'U', '０', '＠', 'é', '\u200b'])
    for (const at of [0, 8, 40]) {
      const typed = code.slice(0, at) + glyph + code.slice(at + 1)
      expect(answer(typed)).toMatch(/^Invitation(Typo|Malformed)$/)
    }
  holds(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) =>
      answer(text).startsWith('Invitation'),
    ) as never,
    400,
  )
})

test('guessing finds nothing: twenty thousand codes of the right form, none of them right', () => {
  const random = fc.sample(fc.array(fc.constantFrom(...alphabet.split('')), { minLength: 35, maxLength: 35 }), {
    seed,
    numRuns: 20_000,
  })
  expect(random.filter((symbols) => parseInvitationCode(symbols.join('')).ok)).toEqual([])
})

test('Bina is told of her slip before anything is kept, and then joins with the right code', async () => {
  const alma = await foundNetwork()
  const bina = await newPerson('Bina')
  const { code } = await alma.call('invitation.create', { role: 'member' })
  const slip = (code[7] === '2' ? '3' : '2') + code.slice(8)
  const wrong = await bina.engine().call('network.join', { code: code.slice(0, 7) + slip, alias: 'Bina' })
  expect(wrong).toEqual({ ok: false, error: { type: 'InvitationTypo', detail: { group: 2 } } })
  expect(await bina.tryCall('network.join', { code: 'x'.repeat(1_000_000), alias: 'Bina' })).toBe('InvitationMalformed')
  expect(await bina.query('me')).toMatchObject({ pending: false, networkId: null })
  await bina.call('network.join', { code: code.toLowerCase().replaceAll('-', ' '), alias: 'Bina' })
  expect(await bina.tryCall('network.join', { code, alias: 'Bina' })).toBe('NetworkExists')
  await meet(alma, bina, { admit: true })
  expect(await bina.query('me')).toMatchObject({ alias: 'Bina', pending: false })
})

test('a code past its day admits nobody, whatever the clock says afterwards', async () => {
  let now = new Date('2013-03-01T00:00:00.000Z')
  const alma = await newPerson('Alma', () => now)
  await alma.call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
  const { code, expiresAt } = await alma.call('invitation.create', { role: 'member', validDays: 2 })
  expect(expiresAt).toBe('2013-03-03T00:00:00.000Z')
  const bina = await newPerson('Bina')
  await bina.call('network.join', { code, alias: 'Bina' })
  const folder = newFolder()
  await visitFolder(alma, folder)
  await visitFolder(bina, folder)
  now = new Date('2013-03-03T00:00:01.000Z')
  await visitFolder(alma, folder, { admit: true })
  const [request] = (await alma.query('request.list')).requests
  expect(await alma.tryCall('request.admit', { requestId: request?.id ?? '' })).toBe('InvitationExpired')
  expect((await alma.query('member.list')).members).toHaveLength(1)
  await visitFolder(bina, folder)
  expect(await bina.query('me')).toMatchObject({ pending: true })
})

test('a code that was used lets no second woman in, over TCP or by the folder', async () => {
  const alma = await foundNetwork()
  const { code } = await alma.call('invitation.create', { role: 'member' })
  const [bina, carla] = [await newPerson('Bina'), await newPerson('Carla')]
  await bina.call('network.join', { code, alias: 'Bina' })
  await carla.call('network.join', { code, alias: 'Carla' })
  const folder = newFolder()
  await visitFolder(alma, folder)
  for (const person of [bina, carla]) await visitFolder(person, folder)
  await visitFolder(alma, folder, { admit: true })
  for (const person of [bina, carla]) await visitFolder(person, folder)
  await visitFolder(alma, folder, { admit: true })
  const { members } = await alma.query('member.list')
  expect(members).toHaveLength(2)
  const { requests } = await alma.query('request.list')
  const left = requests.find(({ admitted }) => !admitted)
  expect(left).toBeDefined()
  expect(await alma.tryCall('request.admit', { requestId: left?.id ?? '' })).toBe('InvitationUsed')
})

test("Carla's code for Alma's network opens nothing at Bea's, and a guessed one nothing anywhere", async () => {
  const [alma, bea] = [await foundNetwork('Alma'), await foundNetwork('Bea', 'Otra')]
  const { code } = await alma.call('invitation.create', { role: 'member' })
  for (const used of [code, codeOfSecret(new Uint8Array(16).fill(9))]) {
    const carla = await newPerson('Carla')
    await carla.call('network.join', { code: used, alias: 'Carla' })
    const folder = newFolder()
    await visitFolder(bea, folder)
    await visitFolder(carla, folder)
    await visitFolder(bea, folder, { admit: true })
    expect((await bea.query('request.list')).requests).toEqual([])
    expect(await carla.query('me')).toMatchObject({ pending: true, checkWords: null })
  }
})

test('who has no invitation to a facilitator cannot ask for more than her code gives', async () => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina')
  expect(await bina.query('me')).toMatchObject({ role: 'member' })
  expect(await bina.tryCall('invitation.create', { role: 'member' })).toBe('NotAllowed')
  expect(await bina.tryCall('request.admit', { requestId: '0'.repeat(64) })).toBe('NotAllowed')
  expect(await alma.tryCall('request.admit', { requestId: '0'.repeat(64) })).toBe('UnknownRequest')
})
