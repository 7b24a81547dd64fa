import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { HeartHandshake, KeyRound, Laptop, Plus } from '../../components/icons'
import { Cards, Row, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { OtherNetworks } from '../settings/NetworkRows'
import styles from './Words.module.css'

const ways = ['join', 'network', 'device', 'recover'] as const
/** A way into a network. */
export type Way = (typeof ways)[number]
const icons = { join: HeartHandshake, network: Plus, device: Laptop, recover: KeyRound }

/** How she begins. */
export const Ways = ({ onWay }: { readonly onWay: (way: Way) => void }) => {
  const { t } = useTranslation()
  return (
    <div className={styles.step}>
      <PageHead title={t('welcome.ways.title')} lead={t('welcome.ways.lead')} />
      <Cards>
        {ways.map((way) => {
          const Icon = icons[way]
          return (
            <li key={way}>
              <Panel title={t(`welcome.ways.${way}`)}>
                <Stack>
                  <p>{t(`welcome.ways.${way}Text`)}</p>
                  <Row>
                    <Button kind={way === 'join' ? 'main' : 'plain'} onPress={() => onWay(way)}>
                      <Icon aria-hidden="true" size={18} />
                      {t(`welcome.ways.${way}Go`)}
                    </Button>
                  </Row>
                </Stack>
              </Panel>
            </li>
          )
        })}
      </Cards>
      <OtherNetworks />
    </div>
  )
}
