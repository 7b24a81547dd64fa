import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { utf8 } from '#core/crypto/bytes'
import { selfSigned } from '#core/relay/certificate'
import { pinOfKey } from '#core/relay/relayUrl'
import type { RelayStore } from '#core/relay/store'
import { codeOf } from '#core/vault/diskFailure'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A relay's own TLS key with its certificate, as TLS wants them, and its pin (32 bytes). */
export type RelayKey = { readonly key: string; readonly cert: string; readonly pin: Uint8Array }

const pemOf = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${label}-----\n`

/** A fresh key with its certificate, as one PEM text: ECDSA P-256, since the TLS of the app has no Ed25519. */
const createRelayKey = (): Uint8Array => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = selfSigned(privateKey, publicKey.export({ type: 'spki', format: 'der' }))
  return utf8(
    pemOf('PRIVATE KEY', privateKey.export({ type: 'pkcs8', format: 'der' })) + pemOf('CERTIFICATE', certificate),
  )
}

/** The key and certificate of a PEM text. Failure: RelayKeyWrong (none, or they do not belong together). */
const readRelayKey = (pem: Uint8Array): Result<RelayKey> => {
  try {
    const text = new TextDecoder().decode(pem)
    const key = createPrivateKey(text)
    const certificate = new X509Certificate(text)
    if (!certificate.checkPrivateKey(key)) return fail('RelayKeyWrong')
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
    return ok({
      key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      cert: certificate.toString(),
      pin: pinOfKey(spki),
    })
  } catch {
    return fail('RelayKeyWrong')
  }
}

/** The key in a file, which is made (mode 0600) when it is not there. Failures: RelayKeyWrong, RelayStoreFailed. */
export const keyFromFile = (path: string): Result<RelayKey> => {
  const file = resolve(path)
  try {
    return readRelayKey(readFileSync(file))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return fail('RelayKeyWrong')
  }
  const made = createRelayKey()
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const fd = openSync(`${file}.new`, 'w', 0o600)
    try {
      writeSync(fd, made)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(`${file}.new`, file) // a crash leaves no half key under its own name
    return readRelayKey(made)
  } catch {
    return fail('RelayStoreFailed')
  }
}

/** The key in a store that several relays share, which is made when none is there. Failure: RelayKeyWrong. */
export const keyFromStore = async (store: RelayStore): Promise<Result<RelayKey>> =>
  readRelayKey(await store.keep('tls', createRelayKey))
