import { useTranslation } from 'react-i18next'
import type { SyncStatus } from '#shared/contract/queries'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { CircleCheck, Laptop, Puzzle, ShieldCheck } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import styles from './Meet.module.css'

type Props = { readonly status: SyncStatus }

const PeerName = ({ kind, alias }: Pick<SyncStatus['peers'][number], 'kind' | 'alias'>) => {
  const { t } = useTranslation()
  if (kind === 'folder') return t('meet.aFolder')
  if (kind === 'relay') return alias === '' ? t('relays.gone') : t('relays.named', { name: alias })
  return alias === '' ? t('meet.unknownPerson') : <PersonName name={alias} />
}

/** Laptops, folders and relays that were met: when, and what they are not known to hold. */
export const Peers = ({ status: { peers } }: Props) => {
  const { t } = useTranslation()
  return (
    <Panel title={t('meet.peers')} edge={peers.length === 0 ? 'dotted' : 'solid'}>
      {peers.length === 0 ? (
        <p>{t('meet.noPeers')}</p>
      ) : (
        <ul className={styles.list}>
          {peers.map(({ deviceId, kind, alias, lastContact, lacks }) => (
            <li key={deviceId}>
              <b>
                <PeerName kind={kind} alias={alias} />
              </b>
              <p className={styles.soft}>
                {t('meet.last')} <Moment at={lastContact} />
              </p>
              {lacks === 0 ? (
                <State icon={CircleCheck} dye="jade">
                  {t('meet.allThere')}
                </State>
              ) : (
                <State icon={Puzzle} dye="anil">
                  {t('meet.lacks', { count: lacks })}
                </State>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** What would be lost with this laptop. */
export const OnlyHere = ({ status: { onlyHere, unsealed, held, carried } }: Props) => {
  const { t } = useTranslation()
  const count = onlyHere + unsealed
  return (
    <Panel title={t('meet.here')}>
      {count === 0 ? (
        <State icon={ShieldCheck} dye="jade">
          {t('meet.nothingOnlyHere')}
        </State>
      ) : (
        <>
          <State icon={Laptop} dye="pericon">
            {t('meet.onlyHere', { count })}
          </State>
          <p>{t('meet.ifLost')}</p>
        </>
      )}
      <p className={styles.soft}>{t('meet.held', { count: held })}</p>
      {carried > 0 && <p className={styles.soft}>{t('meet.carried', { count: carried })}</p>}
    </Panel>
  )
}

/** Pieces known to exist elsewhere. Nothing, where none is missing. */
export const Missing = ({ status: { missing, waiting, checking } }: Props) => {
  const { t } = useTranslation()
  if (missing.length === 0 && waiting === 0 && checking === 0) return null
  return (
    <Panel title={t('meet.missing')} edge="stitched">
      <ul className={styles.list}>
        {missing.map(({ deviceId, alias, pieces }) => (
          <li key={deviceId}>
            <State icon={Puzzle} dye="anil">
              {t('meet.missingOf', { count: pieces, alias: alias === '' ? t('meet.somebody') : alias })}
            </State>
          </li>
        ))}
      </ul>
      {checking > 0 && <p>{t('meet.checking', { count: checking })}</p>}
      {waiting > 0 && <p>{t('meet.waitingFor', { count: waiting })}</p>}
      <p className={styles.soft}>{t('meet.missingText')}</p>
    </Panel>
  )
}
