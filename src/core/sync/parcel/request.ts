import type { Local } from '#core/sync/local'
import { ParcelFault, parcelFailure } from '#core/sync/parcel/fault'
import type { Holds } from '#core/sync/parcel/holds'
import { openPart, withFile } from '#core/sync/parcel/open'
import { createPace } from '#core/sync/parcel/pace'
import { verifyPart } from '#core/sync/parcel/verify'

/** What a request asks. Throws ParcelFault: those of `openPart`, ParcelUnreadable, ParcelNotRequest. */
export const readRequest = async (local: Local, path: string): Promise<Holds> => {
  try {
    return await withFile(path, async (file) => {
      const ledger = local.network()?.ledger
      if (!ledger) throw new ParcelFault('NoNetwork')
      const part = openPart(local, file)
      if (part.head.kind !== 'request') throw new ParcelFault('ParcelNotRequest')
      const pace = createPace({ signal: new AbortController().signal }, 0)
      const { holds } = await verifyPart(ledger, file, part, pace)
      if (!holds) throw new ParcelFault('ParcelNotRequest')
      return holds
    })
  } catch (error) {
    const { type, detail } = parcelFailure(error, 'read')
    throw new ParcelFault(type, detail)
  }
}
