import type { Plugin } from 'vite'

const derives = '/src/core/crypto/argon2id.ts'

/**
 * Within a process of tests Argon2id runs once for the same words, salt and cost, and is remembered: people of tests have
 * one passphrase, and start from copies of one vault. What it gives is what it gives; a copy, since whoever asked wipes it.
 * Programs that tests start derive for themselves, each time.
 */
export const deriveOnce = (): Plugin => ({
  name: 'derive-once',
  enforce: 'pre',
  load: (id) =>
    id.endsWith(derives)
      ? `import { argon2id as derive } from '${id}?itself'
         const known = new Map()
         export const argon2id = async (message, salt, cost, length) => {
           const name = [message, salt].map((bytes) => Buffer.from(bytes).toString('hex')).join() + JSON.stringify([cost, length])
           const made = known.get(name) ?? derive(message, salt, cost, length).then((key) => key.slice())
           known.set(name, made)
           made.catch(() => known.delete(name))
           return (await made).slice()
         }`
      : null,
})
