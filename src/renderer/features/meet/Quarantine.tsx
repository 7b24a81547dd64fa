import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { sentence } from '#shared/i18n/say'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { PackageX, ShieldCheck } from '../../components/icons'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import { Viewed } from '../../components/Viewed'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './Meet.module.css'

type Item = QueryOutput<'quarantine.list'>['items'][number]

/** What was set apart, why in plain words, and what to do: tell her and look together. Who facilitates may let in what came late. */
export const Quarantine = () => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const view = useView('quarantine.list', undefined)
  const me = useView('me', undefined)
  const admit = useAction('quarantine.admit')
  const [asked, setAsked] = useState<Item | null>(null)
  const may = me?.ok === true && me.value.role !== null && me.value.role !== 'member' && !me.value.provisional
  const whyOf = (reason: string): string => sentence(language, `quarantine.${reason}`)
  return (
    <Viewed view={view}>
      {({ items }) => (
        <Panel title={t('meet.apart')} edge={items.length === 0 ? 'dotted' : 'stitched'}>
          {items.length === 0 ? (
            <State icon={ShieldCheck} dye="jade">
              {t('meet.nothingApart')}
            </State>
          ) : (
            <>
              <p>{t('meet.apartText')}</p>
              <ul className={styles.list}>
                {items.map((item, place) => (
                  <li key={`${item.envelopeId ?? ''}${place}`}>
                    <State icon={PackageX} dye="barro">
                      {whyOf(item.reason)}
                    </State>
                    <p className={styles.soft}>
                      {item.alias === '' ? t('meet.unknownAuthor') : <PersonName name={item.alias} />} ·{' '}
                      <Moment at={item.at} />
                    </p>
                    <p>{t('meet.lookTogether')}</p>
                    {may && item.reason === 'PastCut' && item.envelopeId !== null && (
                      <Button onPress={() => setAsked(item)}>{t('meet.letIn')}</Button>
                    )}
                  </li>
                ))}
              </ul>
            </>
          )}
          <Outcome action={admit} done={t('meet.letInDone')} />
          <Confirm
            title={t('meet.letInTitle')}
            action={t('meet.letIn')}
            isOpen={asked !== null}
            onClose={() => setAsked(null)}
            onConfirm={() => {
              const id = asked?.envelopeId
              if (id) void admit.run({ envelopeIds: [id] }).then(() => setAsked(null))
            }}
          >
            <p>{t('meet.letInText')}</p>
          </Confirm>
        </Panel>
      )}
    </Viewed>
  )
}
