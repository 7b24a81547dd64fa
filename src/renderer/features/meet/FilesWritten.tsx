import { useTranslation } from 'react-i18next'

type Props = { readonly files: readonly string[]; readonly sent: number }

/** What is in the pocket now, and what to do with it there. */
export const FilesWritten = ({ files, sent }: Props) => {
  const { t, i18n } = useTranslation()
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(files)
  return sent === 0 ? t('parcel.asked', { names }) : t('parcel.written', { names, count: sent, files: files.length })
}
