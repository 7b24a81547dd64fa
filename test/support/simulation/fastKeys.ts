import sodium from 'sodium-native'

const of = (make: (publicKey: Uint8Array, secretKey: Uint8Array) => void, secret: Uint8Array) => {
  const publicKey = new Uint8Array(32)
  make(publicKey, secret)
  return { publicKey, secretKey: secret }
}

/** What the product uses of tweetnacl, by libsodium: the same bytes in a sixtieth of the time, which was half of a story. */
export const fastKeys = {
  box: {
    keyPair: {
      fromSecretKey: (secret: Uint8Array) =>
        of((publicKey, secretKey) => sodium.crypto_scalarmult_base(publicKey, secretKey), secret.slice()),
    },
  },
}
