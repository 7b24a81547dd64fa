// node --import <this> out/main/index.js: makes `import 'electron'` mean the stand-in.
import { register } from 'node:module'

register('./hooks.mjs', import.meta.url)
