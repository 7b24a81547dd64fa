import { z } from 'zod'
import { nothing, operation } from '#shared/contract/operation'
import type { Signed } from '#shared/contract/operation'
import { settingNames } from '#shared/rules/networkSettings'
import type { SettingName } from '#shared/rules/networkSettings'

/** A setting of the network as a screen shows it. */
export type SettingRow = {
  readonly name: SettingName
  /** What holds now. */
  readonly value: number
  readonly usual: number
  readonly least: number
  readonly most: number
  /** Below it two have to say it; null: one decides. */
  readonly floor: number | null
  /** Who said what holds now, both where it takes two; empty where it is the usual one. */
  readonly by: readonly string[]
  /** Values that hold and were said apart, each with who said it; empty where there is one. The highest counts meanwhile. */
  readonly apart: readonly { readonly value: number; readonly alias: string }[]
  /** What one who coordinates proposed and waits for another. */
  readonly proposed: readonly { readonly value: number; readonly alias: string; readonly mine: boolean }[]
}

/** Commands on what the network decides for itself. */
export const settingCommands = {
  /**
   * Sets one, by who coordinates; below a floor it is done when another coordinator says the same, and said with the value
   * that holds it takes back what was proposed. Failures: NotAllowed · BadInput `value` (out of its bounds) · AlreadySo.
   */
  'setting.set': operation<Signed>()(
    z.strictObject({ name: z.enum(settingNames), value: z.number().int().min(0).max(10_000) }),
  ),
} as const

/** Queries of the same. */
export const settingQueries = {
  'setting.list': operation<{
    readonly settings: readonly SettingRow[]
    /** She coordinates, in full. */
    readonly mayChange: boolean
  }>()(nothing()),
} as const
