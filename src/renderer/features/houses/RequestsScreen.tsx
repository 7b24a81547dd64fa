import { useTranslation } from 'react-i18next'
import type { HoldRow } from '#shared/contract/houses'
import { useView } from '../../bridge/useView'
import { EmptyState } from '../../components/EmptyState'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { RowList } from '../../components/RowList'
import { Viewed } from '../../components/Viewed'
import { AnsweredApart, DoubleBooked } from './DoubleBooked'
import { HoldItem } from './HoldItem'
import { HousesNav } from './HousesNav'

type Props = { readonly title: string; readonly holds: readonly HoldRow[]; readonly as: 'asker' | 'house' }

const Group = ({ title, holds, as }: Props) =>
  holds.length > 0 && (
    <Panel title={title}>
      <RowList>
        {holds.map((hold) => (
          <HoldItem key={hold.holdId} hold={hold} as={as} />
        ))}
      </RowList>
    </Panel>
  )

const Holds = ({ holds }: { readonly holds: readonly HoldRow[] }) => {
  const { t } = useTranslation()
  const answering = holds.filter(({ mayAnswer }) => mayAnswer)
  const apart = answering.filter(({ versions }) => versions.length > 1)
  const twice = answering.filter(({ status, versions }) => status === 'double_booked' && versions.length < 2)
  const waiting = answering.filter(({ status, versions }) => status === 'requested' && versions.length < 2)
  const others = answering.filter((hold) => ![apart, twice, waiting].some((group) => group.includes(hold)))
  if (holds.length === 0)
    return (
      <EmptyState title={t('houses.requests.emptyTitle')}>
        <p>{t('houses.requests.empty')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      {apart.map((hold) => (
        <AnsweredApart key={hold.holdId} hold={hold} />
      ))}
      <DoubleBooked holds={twice} />
      <Group title={t('houses.requests.waiting')} holds={waiting} as="house" />
      <Group title={t('houses.requests.mine')} holds={holds.filter(({ mine }) => mine)} as="asker" />
      <Group title={t('houses.requests.answered')} holds={others} as="house" />
    </Stack>
  )
}

/** The requests that she made and those that she answers; first what waits for her. */
export const RequestsScreen = () => {
  const { t } = useTranslation()
  const view = useView('hold.list', undefined)
  return (
    <>
      <PageHead title={t('houses.requests.title')} lead={t('houses.requests.lead')} />
      <HousesNav />
      <Viewed view={view}>{({ holds }) => <Holds holds={holds} />}</Viewed>
    </>
  )
}
