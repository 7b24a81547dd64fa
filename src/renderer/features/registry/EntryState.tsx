import { useTranslation } from 'react-i18next'
import {
  BookOpen,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  GitCompareArrows,
  Hourglass,
  Search,
  ShieldCheck,
  Undo2,
} from '../../components/icons'
import type { LucideIcon } from '../../components/icons'
import { State } from '../../components/State'
import type { Dye } from '../../components/State'

const marks: Readonly<Record<string, readonly [LucideIcon, Dye]>> = {
  draft: [CircleDashed, 'piedra'],
  submitted: [Hourglass, 'pericon'],
  in_verification: [Search, 'anil'],
  verified: [CircleCheck, 'jade'],
  coded: [ShieldCheck, 'jade'],
  published_in: [BookOpen, 'jade'],
  discarded: [CircleSlash, 'barro'],
  duplicate: [GitCompareArrows, 'piedra'],
  withdrawn: [Undo2, 'grana'],
}

/** The states of an entry, in the order in which it goes through them. */
export const entryStates = Object.keys(marks)

/** How an entry of the registry stands. */
export const EntryState = ({ status }: { readonly status: string }) => {
  const { t } = useTranslation()
  const [icon, dye] = marks[status] ?? [CircleDashed, 'piedra']
  return (
    <State icon={icon} dye={dye}>
      {t(`registry.status.${status}`, { defaultValue: status })}
    </State>
  )
}
