import { inOrder } from '#core/export/files'
import type { ExportFile, FileOptions } from '#core/export/files'
import { pageOf } from '#core/export/page'
import { clean, escaped } from '#core/export/text'
import { draftMark, speakerOf } from '#core/export/words'

const paragraphsOf = (text: string): string[] => text.split(/\n\s*\n/).filter((one) => one.trim() !== '')

/** A text that a person wrote for the public, as plain text and as a page: her words, and nothing of who wrote it, of what, or when. */
export const narrativeFilesOf = (
  text: string,
  { languages, paper, isDraft }: Pick<FileOptions, 'languages' | 'paper' | 'isDraft'>,
): readonly ExportFile[] => {
  const speaker = speakerOf(languages)
  const lines = [
    ...(isDraft ? [draftMark, ''] : []),
    ...text.split('\n').map(clean),
    ...(isDraft ? ['', draftMark] : []),
  ]
  const body = paragraphsOf(text).map((one) => `<p>${one.split('\n').map(escaped).join('<br>')}</p>`)
  return inOrder(
    {
      'relato.txt': new TextEncoder().encode(`${lines.join('\n').trimEnd()}\n`),
      'relato.html': pageOf(speaker.say('narrative'), body.join('\n'), speaker, { paper, isDraft, isAcross: false }),
    },
    isDraft,
  )
}
