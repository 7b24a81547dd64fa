import sodium from 'sodium-native'

/** `n` bytes from the system's random source (libsodium). Every random value of the engine comes from here. */
export const randomBytes = (n: number): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(n)
  sodium.randombytes_buf(out)
  return out
}
