import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder } from '../people'
import type { Plug, Town } from './town'

/** Node cannot read packets as they are; Python can. */
const reader = `
import socket, struct, sys
line = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
line.bind((sys.argv[2], 0))
line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 23)
out = open(sys.argv[1], 'wb', 0)
print('ready', flush=True)
while True:
    packet = line.recv(65535)
    out.write(struct.pack('>I', len(packet)) + packet)
`

/** Why nobody can listen on the wire here; null where somebody can. */
export const whyNoCapture =
  spawnSync('python3', ['-c', 'import socket; socket.AF_PACKET']).status === 0
    ? null
    : 'python3 is needed to read packets'

/** Everything that passes a laptop's plug, both ways, from now until the answer is called. */
export const capture = async (town: Town, { port }: Plug): Promise<() => Promise<Buffer[]>> => {
  const file = join(newFolder(), 'packets')
  const [program = '', ...args]: readonly string[] = [...town.enter, 'python3', '-c', reader, file, port]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    const bytes = readFileSync(file)
    const packets: Buffer[] = []
    for (let at = 0; at + 4 <= bytes.length;) {
      const end = at + 4 + bytes.readUInt32BE(at)
      packets.push(bytes.subarray(at + 4, end))
      at = end
    }
    return packets
  }
}

/** What is inside an IPv4 packet of UDP or TCP. */
export type Inside = {
  readonly protocol: 'udp' | 'tcp'
  /** Address and port of both ends. */
  readonly flow: string
  readonly from: string
  /** The port it goes to. */
  readonly port: number
  readonly bytes: Buffer
}

/** What is inside an Ethernet packet; undefined for anything that is not UDP or TCP over IPv4. */
export const insideOf = (packet: Buffer): Inside | undefined => {
  if (packet.length < 42 || packet.readUInt16BE(12) !== 0x0800) return undefined
  const protocol = packet[23] === 17 ? 'udp' : packet[23] === 6 ? 'tcp' : undefined
  if (!protocol) return undefined
  const head = 14 + ((packet[14] ?? 0) & 15) * 4
  const end = 14 + packet.readUInt16BE(16)
  const own = protocol === 'udp' ? 8 : ((packet[head + 12] ?? 0) >> 4) * 4
  const from = packet.subarray(26, 30).join('.')
  const port = packet.readUInt16BE(head + 2)
  const flow = `${protocol} ${from}:${packet.readUInt16BE(head)} ${packet.subarray(30, 34).join('.')}:${port}`
  return { protocol, flow, from, port, bytes: packet.subarray(head + own, end) }
}

/** Every packet as it is, and every connection's bytes in a row: where somebody would look for a name. */
export const textsOf = (packets: readonly Buffer[]): Buffer[] => {
  const flows = new Map<string, Buffer[]>()
  for (const packet of packets) {
    const inside = insideOf(packet)
    if (inside?.protocol === 'tcp') flows.set(inside.flow, [...(flows.get(inside.flow) ?? []), inside.bytes])
  }
  return [...packets, ...[...flows.values()].map((parts) => Buffer.concat(parts))]
}
