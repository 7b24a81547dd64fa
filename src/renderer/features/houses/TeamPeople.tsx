import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { PersonName } from '../../components/Discreet'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'
import { RowItem, RowList } from '../../components/RowList'

/** Who reads what is kept of the house, and the way to let somebody in. What was read is not unread. */
export const TeamPeople = ({ house }: { readonly house: HouseTeamView }) => {
  const { t } = useTranslation()
  const members = useView('member.list', undefined)
  const grant = useAction('space.grant')
  const [memberId, setMember] = useState<string | null>(null)
  const [isAsked, setAsked] = useState(false)
  const here = new Set(house.team.map((one) => one.memberId))
  const others = (members?.ok ? members.value.members : []).filter(
    (one) => one.status === 'active' && !here.has(one.memberId),
  )
  const alias = others.find((one) => one.memberId === memberId)?.alias ?? ''
  const send = async (): Promise<void> => {
    if (memberId === null) return
    const done = await grant.run({ spaceId: house.spaceId, memberId })
    setAsked(false)
    if (done.ok) setMember(null)
  }
  return (
    <Panel title={t('houses.team.people')}>
      <Stack>
        <p>{t('houses.team.peopleText')}</p>
        <RowList>
          {house.team.map((one) => (
            <RowItem key={one.memberId} title={<PersonName name={one.alias} />} />
          ))}
        </RowList>
        {others.length > 0 && (
          <>
            <PlaceField
              key={here.size}
              label={t('houses.team.letIn')}
              options={others.map((one) => ({ id: one.memberId, label: one.alias }))}
              value={memberId}
              onChange={setMember}
            />
            <Row>
              <Button isDisabled={memberId === null} onPress={() => setAsked(true)}>
                {t('houses.team.letInAction')}
              </Button>
            </Row>
          </>
        )}
        <Outcome action={grant} done={t('houses.team.isIn')} />
      </Stack>
      <Confirm
        title={t('houses.team.letInTitle', { alias })}
        action={t('houses.team.letInAction')}
        isOpen={isAsked}
        busy={grant.busy}
        onConfirm={() => void send()}
        onClose={() => setAsked(false)}
      >
        <p>{t('houses.team.letInText')}</p>
      </Confirm>
    </Panel>
  )
}
