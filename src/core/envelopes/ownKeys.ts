import { deviceKeysFromBytes, formerBoxKeys } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import type { KeyPair } from '#core/identity/memberKeys'
import { readMeta } from '#core/vault/meta'
import type { Database } from '#core/vault/openDatabase'

/** This laptop's keys as they are now: its box key changes by a rebox. */
export type OwnKeys = {
  device(): DeviceKeys
  /** Box keys that lockboxes are tried with: this laptop's, those of before a rebox, and her paper's while she comes back by it. */
  boxKeys(): readonly KeyPair[]
  /** She is in, and every envelope was tried. */
  forgetPaper(): void
  reload(): void
}

/** Opens the keys that a vault holds of `device`; `paper`: the box pair of a member who comes back by her recovery words. */
export const openOwnKeys = (db: Database, device: DeviceKeys, paper: KeyPair | undefined): OwnKeys => {
  let own = device
  let former: readonly KeyPair[] = []
  let byPaper = paper ? [paper] : []
  const reload = (): void => {
    const kept = readMeta(db, 'device keys')
    const keys = kept && deviceKeysFromBytes(kept)
    if (keys?.deviceId === device.deviceId) own = keys
    former = formerBoxKeys(db)
  }
  reload()
  return {
    device: () => own,
    boxKeys: () => [own.box, ...former, ...byPaper],
    forgetPaper: () => void (byPaper = []),
    reload,
  }
}
