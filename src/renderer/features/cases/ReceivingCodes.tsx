import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Day } from '../../components/Day'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import styles from './cases.module.css'
import { ShownCode } from './ShownCode'
import { SixWords } from './SixWords'

/** Codes that another network makes a file with. */
export const ReceivingCodes = () => {
  const { t } = useTranslation()
  const view = useView('transfer.codes', undefined)
  const make = useAction('transfer.newCode')
  const drop = useAction('transfer.dropCode')
  return (
    <Viewed view={view}>
      {({ codes }) => (
        <Panel title={t('transfer.receive.codes')}>
          <div className={styles.pick}>
            <p>{t('transfer.receive.codesText')}</p>
            {codes.length > 0 && (
              <ul className={styles.items}>
                {codes.map(({ codeId, code, words, until }) => (
                  <li key={codeId}>
                    <ShownCode code={code} />
                    <p>{t('transfer.receive.compare')}</p>
                    <SixWords label={t('transfer.words')} words={words} />
                    <p className={styles.soft}>
                      {t('transfer.until')} <Day day={until} />.
                    </p>
                    <Button kind="quiet" isDisabled={drop.busy} onPress={() => void drop.run({ codeId })}>
                      {t('transfer.receive.drop')}
                    </Button>
                  </li>
                ))}
              </ul>
            )}
            <Row>
              <Button
                kind={codes.length === 0 ? 'main' : 'plain'}
                isPending={make.busy}
                onPress={() => void make.run({})}
              >
                {t(codes.length === 0 ? 'transfer.receive.make' : 'transfer.receive.another')}
              </Button>
            </Row>
            <Outcome action={make} done={t('transfer.receive.made')} />
            <Outcome action={drop} done={t('transfer.receive.dropped')} />
          </div>
        </Panel>
      )}
    </Viewed>
  )
}
