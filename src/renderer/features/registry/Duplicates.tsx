import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DuplicatePair, EntryRow } from '#shared/contract/registry'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Outcomes } from '../../components/Outcome'
import { Pages } from '../../components/Pages'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { useWhen } from '../aggression/useWhen'
import { EntryState, entryStates } from './EntryState'
import { LateReason, useLate } from './LateReason'
import { usePlace } from './Queue'
import styles from './Registry.module.css'
import { useFieldWords } from './useFieldWords'

const pageSize = 20
const keyOf = ({ a, b }: DuplicatePair): string => `${a.entryId} ${b.entryId}`

/** Of two entries the one that stays: the further one in its way. */
const keptFirst = ({ a, b }: DuplicatePair): readonly [EntryRow, EntryRow] =>
  entryStates.indexOf(b.status) > entryStates.indexOf(a.status) ? [b, a] : [a, b]

const Card = ({ row }: { readonly row: EntryRow }) => {
  const { t } = useTranslation()
  const when = useWhen()
  const place = usePlace()
  const words = useFieldWords()
  return (
    <div className={styles.card}>
      <p>
        <b>{when(row.date)}</b>
      </p>
      <p>{place(row)}</p>
      <p>{words('types', row.types)}</p>
      <p>{words('target', row.target)}</p>
      <EntryState status={row.status} />
      <Go to={`/registry/${row.entryId}`}>{t('registry.duplicates.see')}</Go>
    </div>
  )
}

const Pair = ({ pair }: { readonly pair: DuplicatePair }) => {
  const { t } = useTranslation()
  const [kept, other] = keptFirst(pair)
  const mark = useAction('registry.markDuplicate')
  const part = useAction('registry.markDistinct')
  const late = useLate(other.period)
  return (
    <Panel
      title={t('registry.duplicates.pair')}
      note={pair.reasons.map((one) => t(`registry.duplicates.why.${one}`)).join(', ')}
    >
      <div className={styles.pair}>
        <Card row={kept} />
        <Card row={other} />
      </div>
      <LateReason late={late} />
      <Row>
        <Button onPress={() => void mark.run({ entryId: other.entryId, of: kept.entryId, ...late.input })}>
          {t('registry.duplicates.same')}
        </Button>
        <Button onPress={() => void part.run({ a: kept.entryId, b: other.entryId })}>
          {t('registry.duplicates.different')}
        </Button>
      </Row>
      <Outcomes
        of={[
          [mark, t('registry.duplicates.marked')],
          [part, t('registry.duplicates.parted')],
        ]}
      />
    </Panel>
  )
}

/** Entries that may be one event told twice, two by two; somebody says whether they are. */
export const Duplicates = () => {
  const { t } = useTranslation()
  const view = useView('registry.duplicates', undefined)
  const [from, setFrom] = useState(0)
  return (
    <Viewed view={view} waiting={t('registry.duplicates.waiting')}>
      {({ pairs: open, total }) => {
        const start = Math.min(from, Math.max(0, Math.floor((open.length - 1) / pageSize) * pageSize))
        const shown = open.slice(start, start + pageSize)
        if (open.length === 0)
          return (
            <EmptyState title={t('registry.duplicates.none')}>
              <p>{t('registry.duplicates.noneText')}</p>
            </EmptyState>
          )
        return (
          <Stack>
            <p role="status">{t('registry.duplicates.count', { count: total })}</p>
            <p className={styles.soft}>{t('registry.duplicates.text')}</p>
            {shown.map((pair) => (
              <Pair key={keyOf(pair)} pair={pair} />
            ))}
            {open.length > pageSize && (
              <Pages
                from={start + 1}
                to={start + shown.length}
                total={open.length}
                onPrevious={start > 0 ? () => setFrom(start - pageSize) : null}
                onNext={start + pageSize < open.length ? () => setFrom(start + pageSize) : null}
              />
            )}
          </Stack>
        )
      }}
    </Viewed>
  )
}
