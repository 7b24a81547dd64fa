import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ReleaseRow } from '#shared/contract/releases'
import { areOfOneYear } from '#shared/rules/releasePeriod'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Go } from '../../components/Go'
import { Row } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import type { Result } from '#shared/result'
import { useFigureWords } from './useFigureWords'

type Props = {
  readonly asked: Pick<ReleaseRow, 'product' | 'period' | 'audience'>
  readonly releases: readonly ReleaseRow[]
  readonly busy: boolean
  /** Sets it aside; with the release that it corrects, where it corrects one. */
  readonly onLease: (supersedes: { readonly supersedes?: string }) => Promise<Result<{ readonly releaseId: string }>>
}

const isUnderWay = ({ status }: ReleaseRow): boolean => ['leased', 'approved', 'conflict'].includes(status)

/** Sets something aside, as a new release or as a correction; not while another of its kind and year is under way. */
export const LeaseButton = ({ asked, releases, busy, onLease }: Props) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const { period } = useFigureWords()
  const [isAsking, setAsking] = useState(false)
  const near = releases.filter((one) => one.product === asked.product && areOfOneYear(one.period, asked.period))
  const other = near.find(isUnderWay)
  const before = near.find(
    (one) => one.status === 'published' && one.period === asked.period && one.audience === asked.audience,
  )
  if (other)
    return (
      <Notice title={t('exports.sameYear')}>
        <p>{t('exports.sameYearText')}</p>
        <Go to={`/reports/${other.releaseId}`}>{t('exports.toSameYear')}</Go>
      </Notice>
    )
  const word = t(before ? 'exports.leaseFix' : 'exports.lease')
  const send = async (): Promise<void> => {
    const done = await onLease(before ? { supersedes: before.releaseId } : {})
    setAsking(false)
    if (done.ok) go(`/reports/${done.value.releaseId}`)
  }
  return (
    <>
      <Row>
        <Button kind="main" onPress={() => setAsking(true)}>
          {word}
        </Button>
      </Row>
      <Confirm
        title={`${word}: ${period(asked.period)}`}
        action={word}
        isOpen={isAsking}
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() => void send()}
      >
        <p>{t('exports.leaseText')}</p>
        <p>{t(before ? 'exports.leaseFixText' : 'exports.leaseOne')}</p>
      </Confirm>
    </>
  )
}
