import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseCardView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { Outcome } from '../../components/Outcome'
import { TwoVersions } from '../../components/TwoVersions'

/** What was said apart of a card. Until somebody chooses, the most careful holds. */
export const HouseConflicts = ({ card }: { readonly card: HouseCardView }) => {
  const { t } = useTranslation()
  const choose = useAction('house.setStatus')
  const [later, setLater] = useState(false)
  const conflict = card.conflicts.find(({ path }) => path === 'status')
  if (!conflict || later) return null
  const words = (status: string | null): string =>
    t(`houses.status.${status ?? 'open'}`, { defaultValue: status ?? '' })
  return (
    <>
      <TwoVersions
        field={t('houses.stateOf')}
        versions={conflict.versions.map(({ value, by, on }, n) => ({ id: String(n), value: words(value), by, on }))}
        busy={choose.busy}
        onKeep={(n) => {
          const status = conflict.versions[Number(n)]?.value ?? 'open'
          if (card.mayChange) void choose.run({ houseCardId: card.houseCardId, status: status as 'open' })
        }}
        onLater={() => setLater(true)}
      />
      <Outcome action={choose} done={t('houses.kept')} />
    </>
  )
}
