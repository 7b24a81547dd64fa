import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CaseCode, PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { ArrowLeft } from '../../components/icons'
import { PageHead } from '../../components/PageHead'
import { useFile } from './file'

/** The title of a form of the case, whose case it is, and the way back. */
export const FormHead = ({
  title,
  back,
  children,
}: {
  readonly title: string
  readonly back: string
  readonly children?: ReactNode
}) => {
  const { t } = useTranslation()
  const { alias, caseCode } = useFile().file
  return (
    <PageHead
      title={title}
      isQuestion
      kicker={
        <>
          {alias !== '' && <PersonName name={alias} />} <CaseCode code={caseCode} />
        </>
      }
    >
      {children}
      <Go to={back} look="quiet">
        <ArrowLeft aria-hidden="true" size={18} />
        {t('caseFile.back')}
      </Go>
    </PageHead>
  )
}
