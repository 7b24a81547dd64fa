import { base32 } from '@scure/base'
import { open, seal } from '#core/crypto/aead'
import { concatBytes, toHex, utf8 } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'

/**
 * What a laptop in a meeting calls out to the local network: where it listens, and the number of this meeting. Sealed for
 * who holds the key, with a fresh nonce each time: to everybody else it is 60 bytes of noise, and no two have anything in
 * common. There is no time in it, so clocks may be wrong.
 */
export type Advert = {
  /** The TCP port it listens on. */
  readonly port: number
  /** 8 random bytes in hex, made anew for each meeting: tells own adverts, and the same laptop heard twice. */
  readonly boot: string
  /** She who calls has a code and wants to come in; else she is in. */
  readonly seeks: boolean
}

/** Bytes of an advert on the wire. */
export const advertLength = 60
const bootLength = 8
/** Port, boot id, one byte that is 1 of who seeks, and nine zeros, so that another field may come without another length. */
const plainLength = 20
const domain = utf8('tejido/1/lan advert\0')

/** A new number for a meeting. */
export const newBoot = (): string => toHex(randomBytes(bootLength))

/** Bytes that look like an advert and are none. */
export const noise = (): Uint8Array => randomBytes(advertLength)

/** The address that an advert comes from is bound to it: repeated from elsewhere it opens no more. */
const boundTo = (ip: string): Uint8Array => concatBytes(domain, Uint8Array.from(ip.split('.').map(Number)))

/** Seals an advert for one key, to be sent from one IPv4 address of this laptop. */
export const sealAdvert = (key: Uint8Array, ip: string, { port, boot, seeks }: Advert): Uint8Array => {
  const plain = Buffer.alloc(plainLength)
  plain.writeUInt16BE(port, 0)
  plain.write(boot, 2, 'hex')
  plain[2 + bootLength] = seeks ? 1 : 0
  return seal(key, plain, boundTo(ip))
}

/** The advert in these bytes, which came from `ip`; undefined when they are none for this key. */
export const openAdvert = (key: Uint8Array, ip: string, bytes: Uint8Array): Advert | undefined => {
  if (bytes.length !== advertLength) return undefined
  const plain = open(key, bytes, boundTo(ip))
  if (plain?.length !== plainLength) return undefined
  const port = Buffer.from(plain).readUInt16BE(0)
  return port === 0
    ? undefined
    : { port, boot: toHex(plain.subarray(2, 2 + bootLength)), seeks: plain[2 + bootLength] === 1 }
}

const labelLength = 48
const name = /^([a-z2-7]{48})\.([a-z2-7]{48})\.local$/i

/** The bytes as a name that a question of mDNS may ask for: two labels of 48 letters. */
export const nameOf = (bytes: Uint8Array): string => {
  const letters = base32.encode(bytes).toLowerCase()
  return `${letters.slice(0, labelLength)}.${letters.slice(labelLength)}.local`
}

/** The bytes in a name that was asked for; undefined for a name of another kind. */
export const bytesIn = (asked: string): Uint8Array | undefined => {
  const found = name.exec(asked)
  try {
    return found ? base32.decode(`${found[1]}${found[2]}`.toUpperCase()) : undefined
  } catch {
    return undefined
  }
}
