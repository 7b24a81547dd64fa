import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { ArrowLeft } from '../../components/icons'

/** Back to the choice of how to begin. */
export const BackButton = ({ onPress }: { readonly onPress: () => void }) => {
  const { t } = useTranslation()
  return (
    <Button onPress={onPress}>
      <ArrowLeft aria-hidden="true" size={18} />
      {t('welcome.back')}
    </Button>
  )
}
