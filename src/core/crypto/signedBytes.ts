import { concatBytes, utf8 } from './bytes'

/** What a signature is about. A signature made for one domain is never good in another. A closed list. */
export type SigningDomain =
  | 'header'
  | 'request by code'
  | 'request by root'
  | 'request by device'
  | 'bind by code'
  | 'bind by device'
  | 'bind by root'
  | 'bind by backup'
  | 'session dialler'
  | 'session listener'
  | 'relay put'
  | 'parcel holds'
  | 'release word'

/** Length of the context in every signature: the network id, or zeros where there is no network yet. */
export const contextLength = 32

/** The bytes that are signed: `tejido/1/<domain>`, a zero byte, the context of 32 bytes, the message. */
export const signedBytes = (domain: SigningDomain, context: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> =>
  concatBytes(utf8(`tejido/1/${domain}`), Uint8Array.of(0), context, message)
