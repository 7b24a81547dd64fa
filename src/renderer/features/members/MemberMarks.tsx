import { useTranslation } from 'react-i18next'
import type { MemberRow } from '#shared/contract/queries'
import { CircleCheck, CircleHelp, CirclePause, CircleSlash, Hourglass } from '../../components/icons'
import { Row } from '../../components/Layout'
import { State } from '../../components/State'

/** How a member stands: suspended or out, waiting for a second signature, admitted without comparing words. */
export const MemberMarks = ({ member: { status, provisional, unchecked } }: { readonly member: MemberRow }) => {
  const { t } = useTranslation()
  return (
    <Row>
      {status === 'active' ? (
        <State icon={CircleCheck} dye="jade">
          {t('members.status.active')}
        </State>
      ) : (
        <State
          icon={status === 'suspended' ? CirclePause : CircleSlash}
          dye={status === 'suspended' ? 'piedra' : 'barro'}
        >
          {t(`members.status.${status}`)}
        </State>
      )}
      {provisional && (
        <State icon={Hourglass} dye="pericon">
          {t('members.provisional')}
        </State>
      )}
      {unchecked && (
        <State icon={CircleHelp} dye="pericon">
          {t('members.unchecked')}
        </State>
      )}
    </Row>
  )
}
