import { useTranslation } from 'react-i18next'
import { PageHead } from '../../components/PageHead'
import { Stack } from '../../components/Layout'
import { Forks } from './Forks'
import { Guardians } from './Guardians'
import { GuardiansRecover } from './GuardiansRecover'
import { MembersNav } from './MembersNav'
import { Pending } from './Pending'

/** What waits for a second signature, laptops that spoke twice, and who could name facilitators again. */
export const SignaturesScreen = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('members.signatures.title')} lead={t('members.signatures.lead')} />
      <Stack>
        <MembersNav />
        <Pending />
        <GuardiansRecover />
        <Guardians />
        <Forks />
      </Stack>
    </>
  )
}
