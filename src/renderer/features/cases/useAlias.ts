import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { useFile } from './file'

/** The alias of a member of the network; of who is not known here, a word that says so. */
export const useAlias = (): ((memberId: string | null) => string) => {
  const { t } = useTranslation()
  const { access } = useFile().file
  const view = useView('member.list', undefined)
  const members = view?.ok ? view.value.members : []
  return (memberId) => [...access, ...members].find((one) => one.memberId === memberId)?.alias ?? t('caseFile.somebody')
}
