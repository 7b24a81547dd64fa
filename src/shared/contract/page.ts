/**
 * How the window's files are served, by `app://` in the app and by loopback HTTP in `tejido serve`
 * (docs/threat-model.md, Electron hardening, rows 4 to 6).
 */

/** Where a page may connect: nowhere in the app, to its own server in `tejido serve`. */
export type Connect = "'none'" | "'self'"

/** The content security policy; the only difference between the two doors is `connect-src`. */
export const contentSecurityPolicy = (connect: Connect): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/** Powers of the web platform that no screen needs. */
const deniedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]

/** Every header of a page or of one of its files, the type apart. */
export const pageHeaders = (connect: Connect): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(connect),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'permissions-policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  'cache-control': 'no-store',
})

/** The types of file that a build of the window holds; any other is not served. */
const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
  png: 'image/png',
}

/** A file that may be served: its place under the window's folder, with `/`, and its media type. */
export type PageFile = { readonly place: string; readonly type: string }

/**
 * The allow-list: exact request path → file, from the places found on disk when the program started.
 * A request is looked up in it as it came, never decoded, joined or normalised: what is not a key does not exist.
 */
export const pageFiles = (places: readonly string[]): ReadonlyMap<string, PageFile> => {
  const files = new Map<string, PageFile>()
  for (const place of places) {
    const type = mediaTypes[place.slice(place.lastIndexOf('.') + 1)]
    if (type) files.set(`/${place}`, { place, type })
  }
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  return files
}
