import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { MultiChoice } from '../../components/MultiChoice'
import { NumberField } from '../../components/NumberField'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { useMe } from './useMe'

/** Who together may name facilitators when no two are left; two sign the same names. */
export const Guardians = () => {
  const { t } = useTranslation()
  const guardians = useView('guardians.view', undefined)
  const members = useView('member.list', undefined)
  const { isFull } = useMe()
  const set = useAction('guardians.set')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [needed, setNeeded] = useState<number | null>(2)
  const named = guardians?.ok && guardians.value.needed !== null ? guardians.value : null
  return (
    <Panel title={t('members.guardians.title')}>
      <Stack>
        <p>{t('members.guardians.text')}</p>
        <p>
          {named
            ? t('members.guardians.names', {
                names: named.members.map(({ alias }) => alias).join(', '),
                count: named.needed,
              })
            : t('members.guardians.areNot')}
        </p>
        {isFull && (
          <Viewed view={members}>
            {({ members: all }) => (
              <>
                <MultiChoice
                  label={t('members.guardians.who')}
                  help={t('members.guardians.same')}
                  options={all
                    .filter(({ status }) => status === 'active')
                    .map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
                  value={chosen}
                  onChange={setChosen}
                />
                <NumberField
                  label={t('members.guardians.needed')}
                  value={needed}
                  onChange={setNeeded}
                  least={2}
                  most={64}
                />
                <Row>
                  <Button
                    isDisabled={chosen.length < 2}
                    isPending={set.busy}
                    onPress={() => void set.run({ needed: needed ?? 2, members: [...chosen] })}
                  >
                    {t('members.guardians.name')}
                  </Button>
                </Row>
                <Outcome
                  action={set}
                  done={set.done?.done === false ? t('members.half', set.done) : t('members.guardians.named')}
                />
              </>
            )}
          </Viewed>
        )}
      </Stack>
    </Panel>
  )
}
