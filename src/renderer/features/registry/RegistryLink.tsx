import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Go } from '../../components/Go'

/** The way to the registry of aggressions, for who has a place in it; nothing for the others. */
export const RegistryLink = () => {
  const { t } = useTranslation()
  const me = useView('me', undefined)
  const spaces = useView('space.list', undefined)
  const mine = me?.ok ? me.value.memberId : null
  const isReader =
    spaces?.ok === true &&
    spaces.value.spaces.some(
      ({ kind, readers }) => kind === 'registry' && readers.some(({ memberId }) => memberId === mine),
    )
  return isReader ? (
    <Go to="/registry" look="plain">
      {t('registry.link')}
    </Go>
  ) : null
}
