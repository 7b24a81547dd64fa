import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommitteeView } from '#shared/contract/committees'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { PersonName } from '../../components/Discreet'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'

/** Who settles what members of a committee did apart; whoever facilitates names her. */
export const Coordinator = ({ committee }: { readonly committee: CommitteeView }) => {
  const { t } = useTranslation()
  const set = useAction('committee.setCoordinator')
  const me = useView('me', undefined)
  const members = useView('member.list', undefined)
  const people = (members?.ok ? members.value.members : []).filter(({ status }) => status === 'active')
  const [chosen, setChosen] = useState<string | null>(committee.coordinator)
  const named = people.find(({ memberId }) => memberId === committee.coordinator)
  const facilitates = me?.ok === true && me.value.role !== null && me.value.role !== 'member'
  return (
    <Panel title={t('committees.coordinator.title')}>
      <Stack>
        <p>{t('committees.coordinator.text')}</p>
        <p>{named ? <PersonName name={named.alias} /> : t('committees.coordinator.nobody')}</p>
        {facilitates && (
          <>
            <PlaceField
              label={t('committees.coordinator.who')}
              options={people.map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
              value={chosen}
              onChange={setChosen}
            />
            <Row>
              <Button
                isPending={set.busy}
                onPress={() => void set.run({ committeeId: committee.committeeId, memberId: chosen })}
              >
                {t('committees.coordinator.send')}
              </Button>
            </Row>
            <Outcome action={set} done={t('committees.coordinator.done')} />
          </>
        )}
      </Stack>
    </Panel>
  )
}
