import { parentPort } from 'node:worker_threads'
import { tasteBatches } from '#core/envelopes/tasteBatches'
import type { TasteRequest } from '#core/envelopes/tasteBatches'

/** The thread for foreign Automerge bytes: one request, one answer. */
parentPort?.on('message', (request: TasteRequest) => {
  parentPort?.postMessage(tasteBatches(request))
})
