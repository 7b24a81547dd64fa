import { useTranslation } from 'react-i18next'
import { Thread } from '../../components/Thread'

type Props = { readonly done: number; readonly of: number }

/** How much of a folder or of a file is through, in hundredths: what is counted says nothing to her. */
export const ShareDone = ({ done, of }: Props) => {
  const { t } = useTranslation()
  return <Thread label={t('meet.share')} done={Math.floor((100 * done) / Math.max(1, of))} total={100} />
}
