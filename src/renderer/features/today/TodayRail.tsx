import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { useView } from '../../bridge/useView'
import { Day, Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { BedSingle, CircleCheck, HeartHandshake, Laptop, PackageX } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import styles from './Today.module.css'

type Props = { readonly today: QueryOutput<'today'>; readonly leads: (address: string) => boolean }

/** So many days on end with a shift, and rest is spoken of. */
const manyDays = 5

const OnDuty = ({ today, leads }: Props) => {
  const { t } = useTranslation()
  const committees = useView('committee.list', undefined)
  const nameOf = (id: string): string =>
    (committees?.ok ? committees.value.committees : []).find((one) => one.committeeId === id)?.name ?? ''
  return (
    <Panel title={t('today.onDuty')}>
      <div className={styles.facts}>
        {today.onDuty.length === 0 && <p>{t('today.nobodyOnDuty')}</p>}
        {today.onDuty.map(({ shiftId, alias, committeeId, until }) => (
          <p key={shiftId}>
            <b>
              <PersonName name={alias} />
            </b>{' '}
            {nameOf(committeeId)}
            <br />
            {t('today.until')} <Moment at={until} />
          </p>
        ))}
        {leads('/shifts') && (
          <Go to="/shifts" look="plain">
            {t('today.seeShifts')}
          </Go>
        )}
      </div>
    </Panel>
  )
}

/** Beside what waits: who answers now, free places, what is only here, what was set apart, and rest. */
export const TodayRail = ({ today, leads }: Props) => {
  const { t } = useTranslation()
  const care = useView('care.mine', undefined)
  const load = care?.ok ? care.value : null
  const onlyHere = today.onlyHere + today.unsealed
  const { staleShares, guardians, fewFacilitators } = today.recovery
  return (
    <>
      <OnDuty today={today} leads={leads} />
      <Panel title={t('today.places')}>
        <div className={styles.facts}>
          <State icon={BedSingle} dye={today.placesFree > 0 ? 'jade' : 'piedra'}>
            {t('today.placesFree', { count: today.placesFree })}
          </State>
          {leads('/houses') && (
            <Go to="/houses" look="plain">
              {t('today.seeHouses')}
            </Go>
          )}
        </div>
      </Panel>
      <Panel title={t('today.share')}>
        <div className={styles.facts}>
          {onlyHere > 0 ? (
            <State icon={Laptop} dye="pericon">
              {t('meet.onlyHere', { count: onlyHere })}
            </State>
          ) : (
            <State icon={CircleCheck} dye="jade">
              {t('meet.nothingOnlyHere')}
            </State>
          )}
          {today.quarantined > 0 && (
            <State icon={PackageX} dye="barro">
              {t('today.quarantined', { count: today.quarantined })}
            </State>
          )}
          <Go to="/meet" look="plain">
            {t('today.prepareMeeting')}
          </Go>
        </div>
      </Panel>
      {(fewFacilitators || !guardians || staleShares > 0) && (
        <Panel title={t('today.recovery')} edge="stitched">
          <div className={styles.facts}>
            {fewFacilitators && <p>{t('today.fewFacilitators')}</p>}
            {!guardians && <p>{t('today.noGuardians')}</p>}
            {staleShares > 0 && <p>{t('today.staleShares', { count: staleShares })}</p>}
            <Go to="/members/signatures" look="plain">
              {t('today.seeRecovery')}
            </Go>
          </div>
        </Panel>
      )}
      {load !== null && (load.restUntil !== null || load.daysInRow >= manyDays) && (
        <Panel title={t('today.breath')}>
          <div className={styles.facts}>
            <State icon={HeartHandshake} dye="jade">
              {load.restUntil === null ? (
                t('today.daysInRow', { count: load.daysInRow })
              ) : (
                <>
                  {t('today.restUntil')} <Day day={load.restUntil} />
                </>
              )}
            </State>
            <p>{t('today.restText')}</p>
          </div>
        </Panel>
      )}
    </>
  )
}
