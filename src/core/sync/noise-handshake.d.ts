/** The part of noise-handshake 4.2 that Tejido uses. The package ships no types. */
/* oxlint-disable tejido/no-default-export -- the package exports by default */
declare module 'noise-handshake' {
  export type KeyPair = { publicKey: Buffer; secretKey: Buffer }
  export default class Noise {
    constructor(pattern: 'NNpsk0', initiator: boolean, staticKeys?: KeyPair, options?: { psk?: Buffer })
    initialise(prologue: Buffer): void
    send(payload?: Buffer): Buffer
    recv(message: Buffer): Buffer
    readonly complete: boolean
    readonly hash: Buffer
    readonly tx: Buffer
    readonly rx: Buffer
  }
}
declare module 'noise-handshake/cipher' {
  export default class Cipher {
    constructor(key: Buffer)
    encrypt(plain: Buffer, ad?: Buffer): Buffer
    decrypt(cipher: Buffer, ad?: Buffer): Buffer
  }
}
