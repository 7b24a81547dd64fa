import { expect, test } from 'vitest'
import { addressText, readAddress } from '#shared/rules/address'

test('an address is read as it is typed, read aloud, or pasted from a QR', () => {
  const there = { host: '192.168.1.7', port: 41_234 }
  for (const text of ['192.168.1.7:41234', '  192.168.1.7 : 41234 ', addressText('192.168.1.7:41234')])
    expect([text, readAddress(text)]).toEqual([text, there])
  expect(readAddress('computadora-2.local:80')).toEqual({ host: 'computadora-2.local', port: 80 })
  expect(readAddress('[fe80::1]:80')).toEqual({ host: 'fe80::1', port: 80 })
})

test('what is no address is none', () => {
  for (const text of [
    '',
    '192.168.1.7',
    ':80',
    'a:b',
    'a:70000',
    'a b:80',
    'a:80:80',
    'tejido:lan?a=',
    'x'.repeat(300) + ':80',
  ])
    expect([text, readAddress(text)]).toEqual([text, null])
})
