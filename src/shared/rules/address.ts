/** A TCP address: a name or number of a computer, and a port there. */
export type WrittenAddress = { readonly host: string; readonly port: number }

/** What stands before an address in a QR, so that whoever reads it with another program sees what it is for. */
const before = 'tejido:lan?a='

/** The text of a QR for an address, `host:port`. */
export const addressText = (address: string): string => `${before}${address}`

/**
 * An address as it is typed, read aloud or pasted from a QR: `192.168.1.7:41234`, `[fe80::1]:41234` or
 * `tejido:lan?a=192.168.1.7:41234`, with spaces around; null for what is none. Port 0 is left to the system, where one listens.
 */
export const readAddress = (text: string): WrittenAddress | null => {
  const plain = text
    .trim()
    .replace(before, '')
    .replace(/\s*:\s*(?=\d+$)/, ':')
  const found = /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]{1,253})):(\d{1,5})$/.exec(plain)
  const port = Number(found?.[3])
  return found && port <= 65_535 ? { host: found[1] ?? found[2] ?? '', port } : null
}
