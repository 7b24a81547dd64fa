import { useTranslation } from 'react-i18next'
import type { NetworkRow } from '#shared/contract/queries'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { CircleCheck, Clock3 } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { State } from '../../components/State'
import { Viewed } from '../../components/Viewed'

type Props = { readonly networks: readonly NetworkRow[] }

/** The networks of this notebook, each with the way into it. */
export const NetworkRows = ({ networks }: Props) => {
  const { t } = useTranslation()
  const choose = useAction('network.choose')
  const nameOf = ({ name, networkId, pending, current }: NetworkRow): string =>
    name ?? (pending || networkId !== null ? t('networks.unnamed') : current ? t('networks.empty') : '')
  return (
    <Stack>
      <RowList>
        {networks.map((one, n) => (
          <RowItem
            key={one.networkId ?? n}
            title={nameOf(one)}
            actions={
              !one.current &&
              one.networkId !== null &&
              one.failure === null && (
                <Button
                  isPending={choose.busy}
                  aria-label={`${t('networks.choose')}: ${nameOf(one)}`}
                  onPress={() => void choose.run({ networkId: one.networkId ?? 'new' })}
                >
                  {t('networks.choose')}
                </Button>
              )
            }
          >
            {one.kind === 'regional' && <p>{t('networks.regional')}</p>}
            {one.current && (
              <State icon={CircleCheck} dye="jade">
                {t('networks.current')}
              </State>
            )}
            {one.pending && (
              <State icon={Clock3} dye="pericon">
                {t('networks.pending')}
              </State>
            )}
            {one.failure !== null && <p>{t('networks.broken')}</p>}
          </RowItem>
        ))}
      </RowList>
      <Outcome action={choose} done={t('networks.chosen')} />
    </Stack>
  )
}

/** Where she stands in an empty place: the networks that the notebook holds already, to go back to; nothing where there is none. */
export const OtherNetworks = () => {
  const { t } = useTranslation()
  const view = useView('network.list', undefined)
  const others = view?.ok ? view.value.networks.filter(({ current }) => !current) : []
  if (others.length === 0) return null
  return (
    <Panel title={t('networks.back')}>
      <Viewed view={view}>{() => <NetworkRows networks={others} />}</Viewed>
    </Panel>
  )
}
