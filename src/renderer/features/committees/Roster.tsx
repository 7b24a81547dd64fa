import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommitteeView } from '#shared/contract/committees'
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
import { TextField } from '../../components/TextField'
import { Coordinator } from './Coordinator'

type Seat = CommitteeView['members'][number]

/** Who is in a committee and what she does there: added, changed, taken off. */
export const Roster = ({ committee }: { readonly committee: CommitteeView }) => {
  const { t } = useTranslation()
  const add = useAction('committee.addMember')
  const remove = useAction('committee.removeMember')
  const members = useView('member.list', undefined)
  const [memberId, setMember] = useState<string | null>(null)
  const [role, setRole] = useState('')
  const [tried, setTried] = useState(false)
  const [leaving, setLeaving] = useState<Seat | null>(null)
  const { committeeId } = committee
  const people = (members?.ok ? members.value.members : []).filter(({ status }) => status === 'active')
  const send = async (): Promise<void> => {
    setTried(true)
    if (memberId === null || role.trim() === '') return
    const done = await add.run({ committeeId, memberId, role: role.trim() })
    if (!done.ok) return
    setMember(null)
    setRole('')
    setTried(false)
  }
  return (
    <Stack>
      <Coordinator committee={committee} />
      <Panel title={t('committees.roster.title')}>
        {committee.members.length === 0 && <p>{t('committees.nobody')}</p>}
        <RowList>
          {committee.members.map((seat) => (
            <RowItem
              key={seat.memberId}
              title={<PersonName name={seat.alias} />}
              actions={
                <>
                  <Button
                    aria-label={`${t('committees.roster.change')}: ${seat.alias}`}
                    onPress={() => {
                      setMember(seat.memberId)
                      setRole(seat.role)
                    }}
                  >
                    {t('committees.roster.change')}
                  </Button>
                  <Button
                    aria-label={`${t('committees.roster.remove')}: ${seat.alias}`}
                    onPress={() => setLeaving(seat)}
                  >
                    {t('committees.roster.remove')}
                  </Button>
                </>
              }
            >
              <p>{seat.role}</p>
            </RowItem>
          ))}
        </RowList>
        <Outcome action={remove} done={t('committees.roster.removed')} />
      </Panel>
      <Panel title={t('committees.roster.add')}>
        <Stack>
          <PlaceField
            key={memberId ?? 'none'}
            label={t('committees.roster.who')}
            failure={tried && memberId === null ? t('committees.roster.whoMissing') : null}
            options={people.map((one) => ({ id: one.memberId, label: one.alias }))}
            value={memberId}
            onChange={setMember}
          />
          <TextField
            label={t('committees.roster.role')}
            help={t('committees.roster.roleHelp')}
            most={80}
            failure={tried && role.trim() === '' ? t('committees.roster.roleMissing') : null}
            value={role}
            onChange={setRole}
          />
          <Row>
            <Button isPending={add.busy} onPress={() => void send()}>
              {t('committees.roster.send')}
            </Button>
          </Row>
          <Outcome action={add} done={t('committees.roster.added')} />
        </Stack>
      </Panel>
      <Confirm
        title={t('committees.roster.removeTitle', { alias: leaving?.alias ?? '' })}
        action={t('committees.roster.remove')}
        isOpen={leaving !== null}
        busy={remove.busy}
        onConfirm={() =>
          leaving && void remove.run({ committeeId, memberId: leaving.memberId }).then(() => setLeaving(null))
        }
        onClose={() => setLeaving(null)}
      >
        <p>{t('committees.roster.removeText')}</p>
      </Confirm>
    </Stack>
  )
}
