/**
 * After packing: no fuse of Electron goes undecided (docs/threat-model.md, rows 12 to 16). electron-builder.yml decides
 * the eight that electron-builder knows; its own strict mode cannot be used, because it stops at the ninth that this
 * Electron has. Here the ninth is decided and a tenth, which a later Electron may bring, fails the packing.
 */
const { readFile, writeFile } = require('node:fs/promises')
const { join } = require('node:path')

/** The mark after which Electron's binary holds: version, how many fuses, and a byte for each. */
const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const on = 0x31
const decidedInConfiguration = 8
/** Traps instead of bounds checks in WebAssembly: what Automerge runs on. */
const wasmTrapHandlers = 8

const binaryOf = ({ appOutDir, electronPlatformName, packager }) => {
  const name = packager.appInfo.productFilename
  if (electronPlatformName === 'darwin')
    return join(appOutDir, `${name}.app/Contents/Frameworks/Electron Framework.framework/Electron Framework`)
  return join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : packager.executableName)
}

exports.default = async (context) => {
  const path = binaryOf(context)
  const binary = await readFile(path)
  let at = binary.indexOf(mark)
  if (at < 0) throw new Error('no fuses in this binary')
  for (; at >= 0; at = binary.indexOf(mark, at + 1)) {
    const wire = at + mark.length
    const count = binary[wire + 1]
    if (count > decidedInConfiguration + 1)
      throw new Error(`this Electron has ${count} fuses and only nine are decided`)
    if (count > wasmTrapHandlers) binary[wire + 2 + wasmTrapHandlers] = on
  }
  await writeFile(path, binary)
}
