import { useTranslation } from 'react-i18next'
import type { NarrativeView } from '#shared/contract/narratives'
import { CircleCheck, CircleSlash, Clock3, FileText, UserCheck } from '../../components/icons'
import { State } from '../../components/State'

const marks = {
  written: [FileText, 'piedra'],
  leased: [Clock3, 'pericon'],
  approved: [UserCheck, 'anil'],
  published: [CircleCheck, 'jade'],
} as const

/** How a text about a case stands. */
export const NarrativeState = ({
  narrative: { status, isCurrent },
}: {
  readonly narrative: Pick<NarrativeView, 'status' | 'isCurrent'>
}) => {
  const { t } = useTranslation()
  const isOver = !isCurrent && status !== 'published'
  const [icon, dye] = isOver ? ([CircleSlash, 'piedra'] as const) : marks[status]
  return (
    <State icon={icon} dye={dye}>
      {t(`exports.narrative.status.${isOver ? 'notCurrent' : status}`)}
    </State>
  )
}
