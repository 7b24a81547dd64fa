import { parentPort } from 'node:worker_threads'
import { tasteBatches } from '#core/envelopes/tasteBatches'
import type { TasteRequest } from '#core/envelopes/tasteBatches'

/** The thread for foreign Automerge bytes: says when it is ready, then one answer a request. */
parentPort?.on('message', (request: TasteRequest) => {
  parentPort?.postMessage(tasteBatches(request))
})
parentPort?.postMessage('ready')
