import { useTranslation } from 'react-i18next'
import type { ConsentState } from '#shared/rules/consent'
import { CircleCheck, CircleHelp, CircleSlash, Clock3, Undo2 } from '../../components/icons'
import { State } from '../../components/State'

const faces = {
  given: { icon: CircleCheck, dye: 'jade' },
  refused: { icon: CircleSlash, dye: 'barro' },
  withdrawn: { icon: Undo2, dye: 'grana' },
  expired: { icon: Clock3, dye: 'pericon' },
  not_asked: { icon: CircleHelp, dye: 'piedra' },
} as const

/** Where an agreement stands. */
export const ConsentMark = ({ state }: { readonly state: ConsentState }) => {
  const { t } = useTranslation()
  return <State {...faces[state]}>{t(`caseFile.consent.state.${state}`)}</State>
}
