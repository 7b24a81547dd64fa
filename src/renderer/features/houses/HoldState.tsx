import { useTranslation } from 'react-i18next'
import { CircleCheck, CircleDashed, CircleSlash, Clock3, GitCompareArrows, House, Undo2 } from '../../components/icons'
import type { LucideIcon } from '../../components/icons'
import { State } from '../../components/State'
import type { Dye } from '../../components/State'

const marks: Readonly<Record<string, readonly [LucideIcon, Dye]>> = {
  requested: [Clock3, 'pericon'],
  accepted: [CircleCheck, 'jade'],
  declined: [CircleSlash, 'barro'],
  expired: [CircleDashed, 'piedra'],
  cancelled: [Undo2, 'piedra'],
  converted: [House, 'jade'],
  double_booked: [GitCompareArrows, 'pericon'],
}

/** Where a request for places stands. */
export const HoldState = ({ status }: { readonly status: string }) => {
  const { t } = useTranslation()
  const [icon, dye] = marks[status] ?? [CircleDashed, 'piedra']
  return (
    <State icon={icon} dye={dye}>
      {t(`houses.hold.${status}`, { defaultValue: status })}
    </State>
  )
}
