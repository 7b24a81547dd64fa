import { useTranslation } from 'react-i18next'
import type { LanPerson, LanView } from '#shared/contract/lan'
import { PersonName } from '../../components/Discreet'
import { CircleCheck, CircleDashed, CircleHelp, RefreshCw } from '../../components/icons'
import { State } from '../../components/State'
import styles from './Meet.module.css'

const looks = {
  passing: { icon: RefreshCw, dye: 'anil' },
  here: { icon: CircleCheck, dye: 'jade' },
  away: { icon: CircleDashed, dye: 'piedra' },
} as const

const OnePerson = ({ person: { alias, sent, received, state } }: { readonly person: LanPerson }) => {
  const { t } = useTranslation()
  const { icon, dye } = looks[state]
  return (
    <li>
      <b>{alias === '' ? t('meet.unknownPerson') : <PersonName name={alias} />}</b>
      <State icon={icon} dye={dye}>
        {t(`meet.lan.${state}`)}
      </State>
      <p className={styles.soft}>{t('meet.lan.moved', { sent, received })}</p>
    </li>
  )
}

/** Who is on the same network, what moved with each, and who is near and not proved yet. */
export const LanPeople = ({ lan: { people, unknown } }: { readonly lan: LanView }) => {
  const { t } = useTranslation()
  if (people.length === 0 && unknown === 0) return null
  return (
    <div>
      <h3>{t('meet.lan.people')}</h3>
      <ul className={styles.list}>
        {people.map((person) => (
          <OnePerson key={person.deviceId} person={person} />
        ))}
        {unknown > 0 && (
          <li>
            <State icon={CircleHelp} dye="pericon">
              {t('meet.lan.unknown', { count: unknown })}
            </State>
          </li>
        )}
      </ul>
    </div>
  )
}
