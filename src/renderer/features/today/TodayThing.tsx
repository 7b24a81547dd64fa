import { useTranslation } from 'react-i18next'
import type { TodayItem } from '#shared/contract/today'
import { Day, Moment } from '../../components/Day'
import { CaseCode, PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import {
  BedSingle,
  BookOpen,
  CalendarDays,
  Check,
  FileText,
  GitCompareArrows,
  HeartHandshake,
  Hourglass,
  MoonStar,
  ShieldCheck,
  UserCheck,
} from '../../components/icons'
import type { LucideIcon } from '../../components/icons'
import { State } from '../../components/State'
import { useLabel } from '../../i18n/useLabel'
import { useReleaseTitle } from '../exports/useReleaseTitle'
import styles from './Today.module.css'
import { whereOf } from './where'

const icons: Record<TodayItem['kind'], LucideIcon> = {
  alert: HeartHandshake,
  hold: BedSingle,
  shift_now: MoonStar,
  shift_apart: GitCompareArrows,
  shift_freed: MoonStar,
  shift_swap: GitCompareArrows,
  shift_gap: CalendarDays,
  shift_confirm: MoonStar,
  case_review: FileText,
  request: UserCheck,
  signature: ShieldCheck,
  setting: ShieldCheck,
  publication_review: BookOpen,
  publication_publish: BookOpen,
  task: Check,
  shift_mine: MoonStar,
}

type Props = {
  readonly item: TodayItem
  /** The first of all: bigger, with the one filled button. */
  readonly isFirst?: boolean
  /** Whether there is a screen to go to. */
  readonly leads: boolean
}

/** The word before its day or hour. */
const beforeOf = (kind: TodayItem['kind']): string =>
  kind === 'shift_now' ? 'today.until' : kind.startsWith('shift') ? 'today.at' : 'today.before'

/** What a thing is about, in words. */
const About = ({ item: { id, kind, about, release } }: { readonly item: TodayItem }) => {
  const { t } = useTranslation()
  const titleOf = useReleaseTitle()
  const level = useLabel('alertLevel')
  if (kind === 'alert') return <>{level(about)}</>
  if (kind === 'case_review' || kind === 'hold') return <CaseCode code={about} />
  if (kind === 'task') return <>{about}</>
  if (kind === 'request') return <>{t(`today.asks.${about}`, { defaultValue: '' })}</>
  if (kind === 'publication_review' || kind === 'publication_publish')
    return release ? (
      <>{titleOf(release)}.</>
    ) : (
      <>
        {t('exports.narrative.title')}: <CaseCode code={about} />.
      </>
    )
  if (kind === 'setting') return <>{t(`rules.name.${id}`, { defaultValue: '' })}</>
  if (kind === 'signature') return <>{t(`members.act.${about}`, { defaultValue: about })}</>
  return kind === 'shift_gap' && /^\d+$/.test(about) ? <>{t('today.hours', { count: Number(about) })}</> : null
}

/** One thing that waits, with the way to where it is done. */
export const TodayThing = ({ item, isFirst = false, leads }: Props) => {
  const { t } = useTranslation()
  const { kind, due, overdue, alias } = item
  const Icon = icons[kind]
  const Title = isFirst ? 'h2' : 'h3'
  return (
    <div className={styles.thing} data-first={isFirst || undefined}>
      <Icon aria-hidden="true" size={22} />
      <div>
        {due !== null && (
          <p className={styles.due}>
            {overdue ? (
              <State icon={Hourglass} dye="barro">
                {t('today.overdue')} {due.length === 10 ? <Day day={due} /> : <Moment at={due} />}
              </State>
            ) : (
              <>
                {t(beforeOf(kind))} {due.length === 10 ? <Day day={due} /> : <Moment at={due} />}
              </>
            )}
          </p>
        )}
        <Title>{t(`today.kind.${kind}`)}</Title>
        <p className={styles.about}>
          <About item={item} />
          {alias !== '' && (
            <>
              {' '}
              {t('today.with')} <PersonName name={alias} />
            </>
          )}
        </p>
      </div>
      {leads && (
        <Go to={whereOf(item)} look={isFirst ? 'main' : 'plain'}>
          {t(`today.do.${kind}`)}
        </Go>
      )}
    </div>
  )
}
