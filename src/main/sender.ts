import type { IpcMainEvent, WebContents } from 'electron'
import { appOrigin } from './protocol'

/** Whether a message comes from the top frame of our page in our window (docs/threat-model.md, row 10). */
export const isOurPage = (
  event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  contents: WebContents | undefined,
): boolean =>
  contents !== undefined &&
  event.sender === contents &&
  event.senderFrame !== null &&
  event.senderFrame.parent === null &&
  event.senderFrame.origin === appOrigin
