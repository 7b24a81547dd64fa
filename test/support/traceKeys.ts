import { derive } from '#core/crypto/derive'
import type { Purpose } from '#core/crypto/derive'
import { nameOf, sealAdvert } from '#core/sync/lan/advert'
import type { Part } from './trace'

const purposes: readonly Purpose[] = [
  'body',
  'key id',
  'lan psk',
  'lan advert',
  'folder wrap',
  'folder nonce',
  'folder name',
  'parcel',
  'carrier',
  'carrier psk',
  'invitation key',
  'vault database',
  'vault label',
]

/** Every purpose, from one key and one context. */
export const derivations = (): Part => {
  const key = Uint8Array.from({ length: 32 }, (_, i) => i)
  const context = Uint8Array.from({ length: 32 }, (_, i) => 0xe0 + (i % 32))
  return {
    title: 'Derivations',
    says: 'Every purpose, from one key and one context.',
    items: [
      { name: 'derive.key', value: key },
      { name: 'derive.context', value: context },
      ...purposes.map((purpose) => ({
        name: `derive.${purpose.replaceAll(' ', '-')}`,
        value: derive(key, purpose, context),
      })),
    ],
  }
}

/** A call on the local network under an epoch's key. */
export const advertPart = (secret: Uint8Array, network: Uint8Array): Part => {
  const ip = '192.168.1.7'
  const advert = sealAdvert(derive(secret, 'lan advert', network), ip, {
    port: 41_234,
    boot: '0001020304050607',
    seeks: false,
  })
  return {
    title: 'An advert',
    says: 'Alma calls from 192.168.1.7 under the first key: she listens on port 41234 and is in.',
    items: [
      { name: 'lan.ip', value: ip },
      { name: 'lan.advert', value: advert },
      { name: 'lan.name', value: nameOf(advert) },
    ],
  }
}
