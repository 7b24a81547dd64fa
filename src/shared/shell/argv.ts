/** Switches that would let another program read this one's memory or drive its window (docs/threat-model.md, rows 13 and 28). */
const refusedSwitch =
  /^-{1,2}(remote-debugging-(port|pipe|address|socket-name|targets)|remote-allow-origins|inspect(-.*)?|debug(-.*)?|js-flags|load-extension|disable-web-security|no-sandbox|disable-extensions-except|log-net-log|ssl-key-log-file|enable-logging|proxy-(server|pac-url)|host-(resolver-)?rules|renderer-cmd-prefix|utility-cmd-prefix|gpu-launcher|user-data-dir)(=|$)/i

/** Variables that load foreign code into a process, write its keys to a file, or make its phrase cheap to guess (row 31). */
const refusedVariable =
  /^(LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|SSLKEYLOGFILE|NODE_OPTIONS|ELECTRON_RUN_AS_NODE|ELECTRON_ENABLE_LOGGING|TEJIDO_KDF)$/i

/** Variables the engine process may see; all others stay outside it. `TEJIDO_` reaches it in a checkout only. */
const keptVariable = /^(HOME|USERPROFILE|LANG|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR)$/i

/**
 * Why the app must not start, or null. Variables count in a packaged app only. In a checkout a test may say that
 * Playwright drives the window: it does so through the very switches refused here.
 */
export const refusalToStart = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  packaged: boolean,
): 'argument' | 'environment' | null => {
  if (!packaged && env.TEJIDO_DRIVER === 'playwright') return null
  if (argv.some((argument) => refusedSwitch.test(argument))) return 'argument'
  if (packaged && Object.keys(env).some((name) => refusedVariable.test(name) && env[name])) return 'environment'
  return null
}

/** The environment of the engine process. */
export const engineEnvironment = (
  env: Readonly<Record<string, string | undefined>>,
  packaged: boolean,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && (keptVariable.test(entry[0]) || (!packaged && entry[0].startsWith('TEJIDO_'))),
    ),
  )

/** Where a vault is when nobody says where: in the system's folder for data, as the command line has it. */
export const usualVault = (platform: string, xdgData: string | undefined, home: string, appData: string): string =>
  `${platform === 'linux' ? (xdgData ?? `${home}/.local/share`) : appData}/tejido/vault`

/** The folder after `--vault`, or null when none is named. */
export const vaultArgument = (argv: readonly string[]): string | null => {
  const joined = argv.find((argument) => argument.startsWith('--vault='))
  if (joined) return joined.slice('--vault='.length)
  const at = argv.indexOf('--vault')
  return at < 0 ? null : (argv[at + 1] ?? null)
}
