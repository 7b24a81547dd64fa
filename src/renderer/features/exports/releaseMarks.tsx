import { useTranslation } from 'react-i18next'
import type { ReleaseVoice } from '#shared/contract/releases'
import type { ReleaseStatus } from '#shared/rules/release'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { CircleCheck, CircleSlash, Clock3, GitCompareArrows, Undo2, UserCheck } from '../../components/icons'
import type { LucideIcon } from '../../components/icons'
import { State } from '../../components/State'
import type { Dye } from '../../components/State'

const marks: Readonly<Record<ReleaseStatus, readonly [LucideIcon, Dye]>> = {
  draft: [Clock3, 'piedra'],
  blocked: [CircleSlash, 'barro'],
  checked: [Clock3, 'anil'],
  leased: [Clock3, 'pericon'],
  approved: [UserCheck, 'anil'],
  published: [CircleCheck, 'jade'],
  superseded: [Undo2, 'piedra'],
  conflict: [GitCompareArrows, 'pericon'],
  cancelled: [CircleSlash, 'piedra'],
  lost: [CircleSlash, 'piedra'],
  overtaken: [CircleSlash, 'piedra'],
  lapsed: [CircleSlash, 'piedra'],
}

/** How a release stands. */
export const ReleaseState = ({ status }: { readonly status: ReleaseStatus }) => {
  const { t } = useTranslation()
  const [icon, dye] = marks[status]
  return (
    <State icon={icon} dye={dye}>
      {t(`exports.status.${status}`)}
    </State>
  )
}

/** Who said something of a release, and when by her clock. */
export const Voice = ({ voice: { alias, at } }: { readonly voice: ReleaseVoice }) => {
  const { t } = useTranslation()
  return (
    <>
      {alias === '' ? t('ui.somebody') : <PersonName name={alias} />}
      {at !== '' && (
        <>
          , <Moment at={at} />
        </>
      )}
    </>
  )
}
