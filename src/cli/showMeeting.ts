import type { Output } from '#cli/output'
import { renderUnicodeCompact } from 'uqr'
import type { Carrier, CarrierRun } from '#core/sync/carriers'
import { waysOut } from '#core/sync/lan/interfaces'
import type { LanTrouble } from '#shared/contract/lan'
import { failureSentence } from '#shared/i18n/say'
import type { Language } from '#shared/i18n/say'
import { addressText } from '#shared/rules/address'

/** Where others find a port that is listened on. */
export const addressesOf = (carriers: readonly Carrier[], port: number): string[] => {
  const everywhere = waysOut().map(({ ip }) => ip)
  const hosts = carriers.flatMap((one) => {
    if (one.kind === 'lan') return everywhere
    if (one.kind !== 'listen') return []
    return one.address.host === '0.0.0.0' ? everywhere : [one.address.host]
  })
  return [...new Set(hosts)].map((host) => `${host.includes(':') ? `[${host}]` : host}:${port}`)
}

/** An address for another computer, as text and as a picture to be photographed; for a terminal only. */
export const showAddress = (output: Output, address: string): void => {
  output.progress('address', { address })
  output.aside(renderUnicodeCompact(addressText(address), { border: 2 }))
}

/** Says on a terminal who comes and goes on the local network, and why nobody may be seen. */
export const followLan = (output: Output, language: Language): Pick<CarrierRun, 'onLan'> => {
  const here = new Set<string>()
  let said: LanTrouble | null = null
  return {
    onLan({ people, trouble }) {
      for (const { deviceId, alias } of people)
        if (!here.has(deviceId)) {
          here.add(deviceId)
          output.progress('lanPerson', { alias })
        }
      if (trouble !== null && trouble !== said) output.aside(failureSentence(language, { type: trouble }))
      said = trouble
    },
  }
}
