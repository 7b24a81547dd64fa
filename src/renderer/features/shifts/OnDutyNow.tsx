import { useTranslation } from 'react-i18next'
import type { CommitteeRow } from '#shared/contract/committees'
import { useView } from '../../bridge/useView'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { Viewed } from '../../components/Viewed'

/** Who answers at this moment, and until when. */
export const OnDutyNow = ({ committees }: { readonly committees: readonly CommitteeRow[] }) => {
  const { t } = useTranslation()
  const view = useView('today', undefined)
  return (
    <Panel title={t('shifts.now')}>
      <Viewed view={view}>
        {({ onDuty }) =>
          onDuty.length === 0 ? (
            <p>{t('shifts.nobodyNow')}</p>
          ) : (
            <RowList>
              {onDuty.map(({ shiftId, committeeId, alias, until }) => (
                <RowItem key={shiftId} title={<PersonName name={alias} />}>
                  <p>
                    {committees.find((one) => one.committeeId === committeeId)?.name} · {t('shifts.until')}{' '}
                    <Moment at={until} />
                  </p>
                </RowItem>
              ))}
            </RowList>
          )
        }
      </Viewed>
    </Panel>
  )
}
