import { networkInterfaces } from 'node:os'

/** A way out of this laptop: its IPv4 address there, the mask of that network, and the address that reaches all on it. */
export type Way = { readonly ip: string; readonly netmask: string; readonly broadcast: string }

/** The address of all: the bits that the mask leaves free are one. */
const broadcastOf = (ip: string, netmask: string): string => {
  const mask = netmask.split('.').map(Number)
  return ip
    .split('.')
    .map((part, i) => (Number(part) & (mask[i] ?? 255)) | (~(mask[i] ?? 255) & 255))
    .join('.')
}

/** The local networks this laptop is on now, by wifi or cable; a cable that nobody gave an address to has one by itself. */
export const waysOut = (): Way[] =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).flatMap(({ family, internal, address, netmask }) =>
      family === 'IPv4' && !internal ? [{ ip: address, netmask, broadcast: broadcastOf(address, netmask) }] : [],
    ),
  )

/** Whether an address is one of those on that way. */
export const isOnWay = ({ netmask, broadcast }: Way, ip: string): boolean => broadcastOf(ip, netmask) === broadcast
