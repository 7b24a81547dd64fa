import { useTranslation } from 'react-i18next'
import { TextField } from '../../components/TextField'
import type { ItemDraft, RiskDraft } from './draft'
import { ScaleCards } from './ScaleCards'

type Props = {
  /** A vulnerability or a capacity. */
  readonly kind: 'weak' | 'strong'
  readonly domain: string
  readonly draft: RiskDraft
  readonly change: (part: Partial<RiskDraft>) => void
}

/** How much a domain weighs, and what it is about in a few words. */
export const ItemFields = ({ kind, domain, draft, change }: Props) => {
  const { t } = useTranslation()
  const items = draft[kind]
  const item = items[domain] ?? { text: '', level: null }
  const put = (part: Partial<ItemDraft>): void => change({ [kind]: { ...items, [domain]: { ...item, ...part } } })
  return (
    <>
      <TextField
        label={t(`risk.${kind}.text`)}
        help={t(`risk.${kind}.example`)}
        value={item.text}
        onChange={(text) => put({ text })}
      />
      <ScaleCards
        scale={kind === 'weak' ? 'vulnerability' : 'capacity'}
        label={t(`risk.${kind}.level`)}
        isLabelShown
        value={item.level}
        onChange={(level) => put({ level })}
      />
    </>
  )
}
