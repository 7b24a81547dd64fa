import * as auth from '@localfirst/auth'
import { time } from './measure'

type User = { readonly userId: string }
type Device = { readonly deviceId: string }
type Team = {
  addForTesting(user: User, roles: readonly string[], device: Device): void
  dispatch(action: { readonly type: 'ADD_DEVICE'; readonly payload: { readonly device: Device } }): void
  save(): Uint8Array
  teamKeyring(): unknown
  members(): readonly unknown[]
  has(userId: string): boolean
  remove(userId: string): void
}
type Context = { readonly user: User; readonly device: Device }

/** What is used of the peer. Its own declarations name files by paths that TypeScript does not find from outside. */
const { createDevice, createTeam, createUser, loadTeam, redactDevice } = auth as unknown as {
  createUser: (name: string) => User
  createDevice: (of: { readonly userId: string; readonly deviceName: string }) => Device
  redactDevice: (device: Device) => Device
  createTeam: (name: string, context: Context) => Team
  loadTeam: (saved: Uint8Array, context: Context, keys: unknown) => Team
}

/** Beside membership: a team of @localfirst/auth, saved; what it costs to load, and to remove one with her keys' rotation. */
export type TeamPeer = {
  load(): Promise<{ readonly load: number; readonly remove: number; readonly bytes: number }>
}

/**
 * A team of `size` with two devices each, of which six are admins. Members are added by one admin without invitations
 * (the library's own way for tests), which gives it a shorter graph than ours.
 */
export const createTeamPeer = (size: number, admins: number): TeamPeer => {
  const user = createUser('Alma')
  const device = createDevice({ userId: user.userId, deviceName: 'una' })
  const context = { user, device }
  const team = createTeam('Red de Práctica', context)
  const addDevice = (userId: string): void => {
    const second = redactDevice(createDevice({ userId, deviceName: 'dos' }))
    team.dispatch({ type: 'ADD_DEVICE', payload: { device: second } })
  }
  let last = ''
  addDevice(user.userId)
  for (let i = 1; i < size; i++) {
    const member = createUser(`Compañera ${i}`)
    const first = redactDevice(createDevice({ userId: member.userId, deviceName: 'una' }))
    team.addForTesting(member, i < admins ? ['admin'] : [], first)
    addDevice(member.userId)
    last = member.userId
  }
  const saved = team.save()
  const keys = team.teamKeyring()
  return {
    async load() {
      const loading = await time(() => loadTeam(saved, context, keys))
      const loaded = loading.value
      if (loaded.members().length !== size) throw new Error('the team is short')
      const removing = await time(() => loaded.remove(last))
      if (loaded.has(last)) throw new Error('she was not removed')
      return { load: loading.cpu * 1_000, remove: removing.cpu * 1_000, bytes: loaded.save().length - saved.length }
    },
  }
}
