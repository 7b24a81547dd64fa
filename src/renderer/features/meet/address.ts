/** An address as it is read aloud, `192.168.1.7:41234`; null for what is none. */
export const readAddress = (text: string): { readonly host: string; readonly port: number } | null => {
  const [, host, digits] = /^\s*([\w.-]{1,253})\s*:\s*(\d{1,5})\s*$/.exec(text) ?? []
  const port = Number(digits)
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : null
}
