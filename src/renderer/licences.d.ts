/** Parts of the program that others wrote, from package-lock.json; put in by the build (electron.vite.config.ts). */
declare const __LICENCES__: readonly { readonly name: string; readonly version: string; readonly licence: string }[]
