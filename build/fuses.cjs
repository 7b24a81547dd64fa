/**
 * After packing: the fuses of electron-builder.yml once more, now strictly, so that a fuse that a new Electron brings
 * does not slip by undecided (docs/threat-model.md, rows 12 to 16). electron-builder.yml has no key for "strictly".
 * The ninth fuse, WasmTrapHandlers, is younger than electron-builder's own list: Automerge runs faster with it on.
 */
exports.default = async (context) => {
  const { packager } = context
  const fuses = await packager.generateFuseConfig(packager.config.electronFuses)
  await packager.addElectronFuses(context, { ...fuses, 8: true, strictlyRequireAllFuses: true })
}
