import { afterAll, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork, joinNetwork } from '../support/people'

afterAll(everybodyGoesHome)

test('Bina joins by a code over TCP', async () => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  expect(await bina.query('me')).toMatchObject({
    alias: 'Bina',
    role: 'facilitator',
    pending: false,
    provisional: false,
  })
})
