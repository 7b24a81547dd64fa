import type { DemoPerson } from '#cli/demo/person'
import type { Report } from '#core/sync/report'

/** Two laptops meet over TCP on loopback: `guest` dials `host`. Returns what each moved. */
export const meet = async (
  host: DemoPerson,
  guest: DemoPerson,
  how: { admit?: boolean } = {},
): Promise<{ host: Report; guest: Report }> => {
  let hear: (port: number) => void = () => undefined
  const port = new Promise<number>((resolve) => (hear = resolve))
  const hosting = host.exchange([{ kind: 'listen', address: { host: '127.0.0.1', port: 0 } }], { ...how, onPort: hear })
  const visiting = guest.exchange([{ kind: 'connect', address: { host: '127.0.0.1', port: await port } }])
  const [h, g] = await Promise.all([hosting, visiting])
  return { host: h, guest: g }
}

/** A person plugs in the stick: reads what is new, leaves what it lacks. */
export const plugIn = (person: DemoPerson, folder: string, how: { admit?: boolean } = {}): Promise<Report> =>
  person.exchange([{ kind: 'folder', place: folder }], how)
