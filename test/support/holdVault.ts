import { openVault } from '#core/vault/vault'

/**
 * Opens the vault named on the command line, leaves an uncommitted and a committed row, says so, and waits to be killed;
 * with `makes` as a third word it goes on making further databases instead, and says `made` after each.
 */
const [dir = '', passphrase = '', makes] = process.argv.slice(2)
const vault = await openVault(dir, passphrase)
if (vault.ok && makes === undefined) {
  vault.value.db.exec("INSERT INTO meta (key, value) VALUES ('acknowledged', x'01')")
  vault.value.db.exec("BEGIN; INSERT INTO meta (key, value) VALUES ('not committed', x'02')")
}
process.stdout.write(vault.ok ? 'held\n' : `${vault.error.type}\n`)
if (vault.ok && makes !== undefined) while (vault.value.further.make().ok) process.stdout.write('made\n')
setInterval(() => undefined, 60_000)
