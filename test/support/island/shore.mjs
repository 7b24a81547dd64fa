// Runs inside an empty network namespace, alone with what the test starts there. It makes the namespace a place from
// which nobody is out of reach: there is a cable that leads nowhere, and every address in the world is this computer
// itself. Whoever tries to reach anybody succeeds in reaching this watcher, or is refused and counted by the kernel.
import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import process from 'node:process'

/** This end of the cable: the address of this computer in a network of one. */
const own = '10.77.0.2'
const ip = (...args) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] })
ip('link', 'set', 'lo', 'up')
ip('link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'end')
for (const name of ['cable', 'end']) ip('link', 'set', name, 'up')
ip('addr', 'add', `${own}/24`, 'dev', 'cable')
ip('route', 'add', 'local', '0.0.0.0/0', 'dev', 'lo')
try {
  ip('-6', 'route', 'add', 'local', '::/0', 'dev', 'lo')
} catch {
  // a kernel without IPv6 has nobody to reach by it
}

/** What was reached, `tcp 203.0.113.7:443`, and the names that were asked for, `name example.org`. */
const reached = []
const isHere = (address) => /^(127\.|::1$)/.test(address) || address === own
const note = (what, address, port) => {
  const plain = address.replace(/^::ffff:/, '')
  if (!isHere(plain)) reached.push(`${what} ${plain}:${port}`)
}

/** The name in a question of DNS. */
const nameIn = (question) => {
  const parts = []
  for (let at = 12; question[at] > 0 && at < question.length; at += 1 + question[at])
    parts.push(question.subarray(at + 1, at + 1 + question[at]).toString('latin1'))
  return parts.join('.')
}
const answerNames = (socket) =>
  socket.on('message', (question, { address, port }) => {
    if (question.length < 13) return
    reached.push(`name ${nameIn(question)}`)
    // there is no such name
    const answer = Buffer.from(question)
    answer.writeUInt16BE(0x8183, 2)
    socket.send(answer, port, address)
  })
const listening = []
for (const port of [53, 80, 443])
  listening.push(
    new Promise((resolve, reject) => {
      const server = createServer((socket) => {
        note('tcp', socket.localAddress ?? '', port)
        socket.on('error', () => {})
        socket.destroy()
      })
      server.on('error', reject)
      server.listen(port, '::', resolve)
    }),
  )
for (const type of ['udp4', 'udp6'])
  listening.push(
    new Promise((resolve) => {
      const socket = createSocket({ type, ipv6Only: type === 'udp6' })
      answerNames(socket)
      socket.on('error', resolve)
      socket.bind(53, resolve)
    }),
  )

/** What the kernel counts when somebody tries what nobody listens to. */
const watched = {
  'Tcp:AttemptFails': 'tcp that nobody took',
  'Udp:NoPorts': 'udp that nobody took',
  'Ip:OutNoRoutes': 'no way there',
  'IpExt:OutMcastPkts': 'to many at once',
  Udp6NoPorts: 'udp that nobody took',
  Ip6OutNoRoutes: 'no way there',
}
const read = (file) => {
  try {
    return readFileSync(`/proc/net/${file}`, 'utf8')
  } catch {
    return ''
  }
}
const counters = () => {
  const all = new Map()
  for (const file of ['snmp', 'netstat']) {
    const lines = read(file).split('\n')
    for (let line = 0; line + 1 < lines.length; line += 2) {
      const [group = '', ...names] = lines[line].split(' ')
      const values = lines[line + 1].split(' ').slice(1)
      for (const [n, name] of names.entries()) all.set(group + name, Number(values[n]))
    }
  }
  for (const line of read('snmp6').split('\n')) {
    const [name, value] = line.trim().split(/\s+/)
    all.set(name, Number(value))
  }
  return all
}
let before = counters()
/** The attempts since it was last asked. */
const attempts = () => {
  const now = counters()
  const counted = Object.entries(watched).flatMap(([name, words]) => {
    const many = (now.get(name) ?? 0) - (before.get(name) ?? 0)
    return many > 0 ? [`${words}: ${many}`] : []
  })
  before = now
  return [...reached.splice(0), ...counted]
}

process.on('message', () => process.send(attempts()))
process.on('disconnect', () => process.exit(0))
await Promise.all(listening)
attempts()
process.send('ready')
