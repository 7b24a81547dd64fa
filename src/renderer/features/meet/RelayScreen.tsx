import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { RelayRow } from '#shared/contract/relays'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { PersonName } from '../../components/Discreet'
import { EmptyState } from '../../components/EmptyState'
import { Facts } from '../../components/Facts'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { AddressToCopy } from './AddressToCopy'
import { MeetNav } from './MeetNav'
import { RelayAddressForm } from './RelayAddressForm'
import { LineIsDue } from './RelayMark'

const About = ({ relay }: { readonly relay: RelayRow }) => {
  const { t } = useTranslation()
  const { address, name, isPinned, hasLine, lineIsDue, addedBy } = relay
  return (
    <Panel title={t('relays.toGive')}>
      <Stack>
        <p>{t('relays.toGiveText')}</p>
        <AddressToCopy address={address} name={name} />
        <Facts
          facts={[
            { id: 'by', label: t('relays.addedBy'), value: addedBy === '' ? null : <PersonName name={addedBy} /> },
            { id: 'key', label: t('relays.key'), value: t(isPinned ? 'relays.pinned' : 'relays.notPinned') },
            { id: 'line', label: t('relays.line'), value: t(hasLine ? 'relays.hasLine' : 'relays.noLine') },
          ]}
        />
        {lineIsDue && <LineIsDue />}
      </Stack>
    </Panel>
  )
}

/** Removes it for the whole network, once what follows was read. */
const Remove = ({ relayId, name }: RelayRow) => {
  const { t } = useTranslation()
  const remove = useAction('relay.remove')
  const [isAsked, setAsked] = useState(false)
  return (
    <Panel title={t('relays.remove')}>
      <Stack>
        <Row>
          <Button onPress={() => setAsked(true)}>{t('relays.removeGo')}</Button>
        </Row>
        <Outcome action={{ failure: remove.failure, done: null }} done="" />
      </Stack>
      <Confirm
        title={t('relays.removeTitle', { name })}
        action={t('relays.removeGo')}
        isOpen={isAsked}
        busy={remove.busy}
        onClose={() => setAsked(false)}
        onConfirm={() => void remove.run({ relayId }).then(() => setAsked(false))}
      >
        <p>{t('relays.removeText')}</p>
        <p>{t('relays.removeKeep')}</p>
      </Confirm>
    </Panel>
  )
}

/** One relay: its address to hand on, and for who facilitates another address in its place, or none. */
export const RelayScreen = ({ relayId }: { readonly relayId: string }) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const view = useView('relay.list', undefined)
  return (
    <Viewed view={view}>
      {({ relays, mayChange }) => {
        const relay = relays.find((one) => one.relayId === relayId)
        return (
          <>
            <PageHead title={relay ? t('relays.named', { name: relay.name }) : t('relays.title')} />
            <Stack>
              <MeetNav />
              {!relay && (
                <EmptyState title={t('relays.notHere')}>
                  <p>{t('relays.notHereText')}</p>
                  <Go to="/meet/relays">{t('relays.all')}</Go>
                </EmptyState>
              )}
              {relay && <About relay={relay} />}
              {relay && mayChange && (
                <>
                  <Panel title={t('relays.replace')}>
                    <Stack>
                      <p>{t('relays.replaceText')}</p>
                      <RelayAddressForm
                        relayId={relayId}
                        onDone={(other) => other !== relayId && go(`/meet/relays/${other}`, { replace: true })}
                      />
                    </Stack>
                  </Panel>
                  <Remove {...relay} />
                </>
              )}
              {relay && !mayChange && <p>{t('relays.notYours')}</p>}
            </Stack>
          </>
        )
      }}
    </Viewed>
  )
}
