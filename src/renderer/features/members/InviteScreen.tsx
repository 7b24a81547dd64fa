import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roles } from '#shared/rules/role'
import type { Role } from '#shared/rules/role'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Row, Stack } from '../../components/Layout'
import { NumberField } from '../../components/NumberField'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { CodeShown } from './CodeShown'
import styles from './Members.module.css'
import { MembersNav } from './MembersNav'
import { useMe } from './useMe'

const isRole = (id: string): id is Role => (roles as readonly string[]).includes(id)

const Given = () => {
  const { t } = useTranslation()
  const view = useView('invitation.list', undefined)
  const revoke = useAction('invitation.revoke')
  const { isFull } = useMe()
  return (
    <Viewed view={view}>
      {({ invitations }) => {
        const open = invitations.filter(({ used }) => !used)
        return (
          <Panel title={t('members.invite.open')} edge={open.length === 0 ? 'dotted' : 'solid'}>
            {open.length === 0 && <p>{t('members.invite.noneOpen')}</p>}
            <ul className={styles.list}>
              {open.map(({ invitationId, kind, role, byAlias, expiresAt, mine }) => (
                <li key={invitationId}>
                  <b>{kind === 'pass' ? t('members.invite.pass') : t(`members.role.${role ?? 'member'}`)}</b>
                  <p className={styles.soft}>
                    {t('members.invite.by')} <PersonName name={byAlias} />. {t('members.code.until')}{' '}
                    <Moment at={expiresAt} />
                  </p>
                  {(mine || isFull) && (
                    <Button isDisabled={revoke.busy} onPress={() => void revoke.run({ invitationId })}>
                      {t('members.invite.revoke')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <Outcome action={revoke} done={t('members.invite.revoked')} />
          </Panel>
        )
      }}
    </Viewed>
  )
}

/** Invites somebody new: her role, how long the code counts, and the code itself, once. */
export const InviteScreen = () => {
  const { t } = useTranslation()
  const { facilitates, isFull, me } = useMe()
  const invite = useAction('invitation.create')
  const [role, setRole] = useState<Role>('member')
  const [days, setDays] = useState<number | null>(14)
  return (
    <>
      <PageHead title={t('members.invite.title')} lead={t('members.invite.lead')} />
      <Stack>
        <MembersNav />
        {invite.done ? (
          <CodeShown {...invite.done} onDone={invite.forget} />
        ) : (
          <Panel title={t('members.invite.new')}>
            {me !== null && !facilitates ? (
              <p>{t('members.invite.notYours')}</p>
            ) : (
              <Stack>
                <ChoiceRow
                  label={t('members.invite.role')}
                  help={t('members.invite.roleHelp')}
                  options={roles
                    .filter((one) => isFull || one === 'member')
                    .map((id) => ({ id, label: t(`members.role.${id}`) }))}
                  value={role}
                  onChange={(id) => isRole(id) && setRole(id)}
                />
                <NumberField
                  label={t('members.invite.days')}
                  help={t('members.invite.daysHelp')}
                  value={days}
                  onChange={setDays}
                  least={1}
                  most={90}
                />
                <Row>
                  <Button kind="main" onPress={() => void invite.run({ role, validDays: days ?? 14 })}>
                    {t('members.invite.make')}
                  </Button>
                </Row>
                <Outcome action={invite} done="" />
              </Stack>
            )}
          </Panel>
        )}
        <Given />
      </Stack>
    </>
  )
}
