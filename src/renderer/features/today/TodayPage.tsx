import { useTranslation } from 'react-i18next'
import type { TodayItem } from '#shared/contract/today'
import { useView } from '../../bridge/useView'
import { EmptyState } from '../../components/EmptyState'
import { Stack, WithRail } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { usePlacePaths } from '../../components/placePaths'
import { Viewed } from '../../components/Viewed'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './Today.module.css'
import { TodayRail } from './TodayRail'
import { TodayThing } from './TodayThing'
import { groups, leadsSomewhere, whereOf } from './where'
import type { Group } from './where'

const keyOf = ({ kind, id }: TodayItem): string => `${kind} ${id}`

/** The first place: what waits for her, the first thing bigger than the rest. */
export const TodayPage = () => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const view = useView('today', undefined)
  const paths = usePlacePaths()
  const leads = (address: string): boolean => leadsSomewhere(address, paths)
  const written = new Date()
    .toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' })
    .replace(',', '')
  const day = written.slice(0, 1).toLocaleUpperCase(locale) + written.slice(1)
  const count = view?.ok ? view.value.items.length : null
  return (
    <>
      <PageHead
        title={t('today.title')}
        lead={count === null ? day : `${day}. ${count === 0 ? t('today.nothingWaits') : t('today.count', { count })}`}
      />
      <Viewed view={view}>
        {(today) => {
          const [first, ...rest] = today.items
          return (
            <Stack>
              {first !== undefined && (
                <Panel title={t('today.next')}>
                  <TodayThing item={first} isFirst leads={leads(whereOf(first))} />
                </Panel>
              )}
              <WithRail label={t('today.rail')} rail={<TodayRail today={today} leads={leads} />}>
                {first === undefined && (
                  <EmptyState title={t('today.emptyTitle')}>
                    <p>{t('today.empty')}</p>
                  </EmptyState>
                )}
                {(Object.keys(groups) as Group[]).map((group) => {
                  const kinds: readonly string[] = groups[group]
                  const items = rest.filter(({ kind }) => kinds.includes(kind))
                  return items.length === 0 ? null : (
                    <Panel key={group} title={t(`today.group.${group}`)}>
                      <ul className={styles.list}>
                        {items.map((item) => (
                          <li key={keyOf(item)}>
                            <TodayThing item={item} leads={leads(whereOf(item))} />
                          </li>
                        ))}
                      </ul>
                    </Panel>
                  )
                })}
              </WithRail>
            </Stack>
          )
        }}
      </Viewed>
    </>
  )
}
