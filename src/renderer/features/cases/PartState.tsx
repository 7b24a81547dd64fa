import { useTranslation } from 'react-i18next'
import { ArrowRight, CircleCheck, CircleDashed, CircleSlash, Clock3, Undo2 } from '../../components/icons'
import { State } from '../../components/State'

const under = { icon: ArrowRight, dye: 'anil' } as const
const waits = { icon: Clock3, dye: 'pericon' } as const
const done = { icon: CircleCheck, dye: 'jade' } as const
const not = { icon: CircleSlash, dye: 'barro' } as const
const off = { icon: Undo2, dye: 'piedra' } as const
const faces: Readonly<Record<string, typeof under | typeof waits | typeof done | typeof not | typeof off>> = {
  requested: waits,
  arranged: waits,
  ongoing: under,
  done,
  cancelled: off,
  refused: not,
  sent: waits,
  in_progress: under,
  accepted: done,
  rejected: not,
  revoked: off,
  planned: waits,
  in_transit: under,
  arrived: done,
  extended: done,
  returning: under,
  returned: off,
  settled: done,
}

type Props = { readonly part: 'measures' | 'referrals' | 'relocations'; readonly status: string }

/** Where a measure, a referral or a relocation stands. */
export const PartState = ({ part, status }: Props) => {
  const { t } = useTranslation()
  const face = faces[status] ?? { icon: CircleDashed, dye: 'piedra' as const }
  return <State {...face}>{t(`caseFile.state.${part}.${status}`, { defaultValue: status })}</State>
}
