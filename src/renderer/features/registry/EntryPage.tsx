import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '#shared/contract/registry'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { TextField } from '../../components/TextField'
import { Viewed } from '../../components/Viewed'
import { Why } from '../../components/Why'
import { AggressionFacts } from '../aggression/AggressionFacts'
import { useWhen } from '../aggression/useWhen'
import { CodingForm } from './CodingForm'
import { EntryState } from './EntryState'
import { EntryVersions } from './EntryVersions'
import { LateReason, useLate } from './LateReason'
import styles from './Registry.module.css'
import { SecondCoding } from './SecondCoding'
import { useFieldWords } from './useFieldWords'
import { VerifyForm } from './VerifyForm'

/** Taking a draft in, looking at an entry that was submitted, taking up again what was set aside. */
const moveOf = (status: string): 'submitted' | 'in_verification' | null => {
  if (status === 'draft') return 'submitted'
  return ['submitted', 'discarded', 'duplicate'].includes(status) ? 'in_verification' : null
}

const Entry = ({ entry, me }: { readonly entry: EntryView; readonly me: string | null }) => {
  const { t } = useTranslation()
  const when = useWhen()
  const words = useFieldWords()
  const move = useAction('registry.setStatus')
  const withdraw = useAction('registry.withdraw')
  const late = useLate(entry.period)
  const [reason, setReason] = useState('')
  const [isAsking, setAsking] = useState(false)
  const { entryId, status } = entry
  const to = moveOf(status)
  const isSetAside = status === 'discarded' || status === 'duplicate'
  const isOwn = entry.coder === me
  const mayVerify = status === 'submitted' || status === 'in_verification'
  const mayCode = status === 'verified' && !isOwn
  const facts = (
    <>
      <AggressionFacts told={entry} />
      <p className={styles.soft}>{t(entry.hasPerson ? 'registry.entry.person' : 'registry.entry.noPerson')}</p>
    </>
  )
  return (
    <>
      <PageHead
        key={status}
        kicker={t('registry.entry.kicker')}
        title={words('types', entry.types)}
        lead={when(entry.date)}
      >
        <Go to="/registry" look="quiet">
          {t('registry.entry.back')}
        </Go>
      </PageHead>
      <Stack>
        <Panel title={t('registry.entry.state')}>
          <Stack>
            <div role="status">
              <EntryState status={status} />
            </div>
            {entry.statusReason !== '' && <p>{t('registry.entry.because', { reason: entry.statusReason })}</p>}
            {entry.duplicateOf !== null && (
              <Go to={`/registry/${entry.duplicateOf}`}>{t('registry.entry.duplicateOf')}</Go>
            )}
            <LateReason late={late} />
            {isSetAside && <TextField label={t('registry.entry.againWhy')} value={reason} onChange={setReason} />}
            <Row>
              {to !== null && (
                <Button
                  onPress={() =>
                    void move.run({
                      entryId,
                      status: to,
                      ...late.input,
                      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
                    })
                  }
                >
                  {t(`registry.entry.move.${isSetAside ? 'again' : to}`)}
                </Button>
              )}
              {status !== 'withdrawn' && (
                <Button kind="quiet" onPress={() => setAsking(true)}>
                  {t('registry.entry.withdraw')}
                </Button>
              )}
            </Row>
            <Outcome action={move} done={t('registry.entry.moved')} />
            <Outcome action={withdraw} done={t('registry.entry.withdrawn')} />
          </Stack>
        </Panel>
        {entry.conflicts.length > 0 && <EntryVersions entry={entry} lateInput={late.input} />}
        {status === 'withdrawn' ? (
          <p>{t('registry.entry.nothing')}</p>
        ) : (
          <Panel title={t('registry.entry.facts')}>
            {mayCode ? <Why title={t('registry.entry.first')}>{facts}</Why> : facts}
          </Panel>
        )}
        {entry.second.length > 0 && <SecondCoding entry={entry} />}
        {mayVerify && <VerifyForm entry={entry} isOwn={isOwn} lateInput={late.input} />}
        {mayCode && <CodingForm entry={entry} lateInput={late.input} />}
        {status === 'verified' && isOwn && <p>{t('registry.coding.byOther')}</p>}
      </Stack>
      <Confirm
        title={t('registry.entry.withdraw')}
        action={t('registry.entry.withdrawYes')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void withdraw.run({ entryId })
        }}
      >
        <p>{t('registry.entry.withdrawText')}</p>
      </Confirm>
    </>
  )
}

/** One entry of the registry: what it says, how it stands, and what may be done with it now. */
export const EntryPage = ({ entryId }: { readonly entryId: string }) => {
  const { t } = useTranslation()
  const view = useView('registry.view', { entryId })
  const me = useView('me', undefined)
  if (view?.ok && me !== null) return <Entry key={entryId} entry={view.value} me={me.ok ? me.value.memberId : null} />
  return (
    <>
      <PageHead title={t('registry.entry.kicker')} />
      <Viewed view={view}>{() => null}</Viewed>
    </>
  )
}
