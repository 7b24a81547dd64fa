import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { PersonName } from '../../components/Discreet'
import { CircleCheck } from '../../components/icons'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { Viewed } from '../../components/Viewed'
import styles from './Members.module.css'
import { useMe } from './useMe'

/** Laptops whose keys spoke twice in one place. Nothing is shown where there is none. */
export const Forks = () => {
  const { t } = useTranslation()
  const view = useView('fork.list', undefined)
  const choose = useAction('fork.choose')
  const { isFull } = useMe()
  return (
    <Viewed view={view}>
      {({ forks }) =>
        forks.length === 0 ? null : (
          <Panel title={t('members.forks.title')} edge="stitched">
            <p>{t('members.forks.text')}</p>
            <ul className={styles.list}>
              {forks.map(({ deviceId, alias, branches }) => (
                <li key={deviceId}>
                  <b>
                    <PersonName name={alias} />
                  </b>
                  {branches.map(({ envelopeId, pieces, chosen }) => (
                    <div key={envelopeId}>
                      <p>{t('members.forks.pieces', { count: pieces })}</p>
                      {chosen ? (
                        <State icon={CircleCheck} dye="jade">
                          {t('members.forks.chosen')}
                        </State>
                      ) : (
                        isFull && (
                          <Button isDisabled={choose.busy} onPress={() => void choose.run({ deviceId, envelopeId })}>
                            {t('members.forks.choose')}
                          </Button>
                        )
                      )}
                    </div>
                  ))}
                </li>
              ))}
            </ul>
            <Outcome
              action={choose}
              done={choose.done?.done === false ? t('members.half', choose.done) : t('members.forks.done')}
            />
          </Panel>
        )
      }
    </Viewed>
  )
}
