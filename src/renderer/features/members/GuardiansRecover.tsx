import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Row, Stack } from '../../components/Layout'
import { MultiChoice } from '../../components/MultiChoice'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'

/** For a guardian, while no two are left who facilitate and can act: she says who facilitates from now on. */
export const GuardiansRecover = () => {
  const { t } = useTranslation()
  const guardians = useView('guardians.view', undefined)
  const members = useView('member.list', undefined)
  const recover = useAction('guardians.recover')
  const [chosen, setChosen] = useState<readonly string[]>([])
  if (!guardians?.ok || !guardians.value.mine || guardians.value.facilitatorsStand) return null
  const count = guardians.value.needed ?? 2
  return (
    <Panel title={t('members.guardians.recoverTitle')} edge="stitched">
      <Viewed view={members}>
        {({ members: all }) => (
          <Stack>
            <p>{t('members.guardians.recoverText', { count })}</p>
            <MultiChoice
              label={t('members.guardians.recoverWho')}
              help={t('members.guardians.recoverAll')}
              options={all
                .filter(({ status }) => status === 'active' || status === 'suspended')
                .map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
              value={chosen}
              onChange={setChosen}
            />
            <Row>
              <Button
                isDisabled={chosen.length === 0}
                isPending={recover.busy}
                onPress={() => void recover.run({ facilitators: [...chosen] })}
              >
                {t('members.guardians.recoverGo')}
              </Button>
            </Row>
            <Outcome
              action={recover}
              done={recover.done?.done === false ? t('members.half', recover.done) : t('members.guardians.recovered')}
            />
          </Stack>
        )}
      </Viewed>
    </Panel>
  )
}
