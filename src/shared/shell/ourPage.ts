/** The origin of every page of the app. */
export const appOrigin = 'app://cuaderno'
/** The one address a window ever loads. */
export const startPage = `${appOrigin}/index.html`

/** As much of a message to main as tells where it comes from. */
type Message<Contents> = {
  readonly sender: Contents
  readonly senderFrame: { readonly parent: unknown; readonly origin: string } | null
}

/** Whether a message comes from the top frame of our page in our window (docs/threat-model.md, row 10). */
export const isOurPage = <Contents>(event: Message<Contents>, contents: Contents | undefined): boolean =>
  contents !== undefined &&
  event.sender === contents &&
  event.senderFrame !== null &&
  event.senderFrame.parent === null &&
  event.senderFrame.origin === appOrigin
