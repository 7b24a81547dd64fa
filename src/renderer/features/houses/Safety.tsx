import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Confirm } from '../../components/Confirm'
import { Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { useOptions } from '../../i18n/useLabel'

/** What saying that the house is compromised does, in plain words. */
export const WhatItDoes = () => {
  const { t } = useTranslation()
  return (
    <ul>
      {(['card', 'holds', 'steps', 'stays'] as const).map((id) => (
        <li key={id}>{t(`houses.compromised.${id}`)}</li>
      ))}
    </ul>
  )
}

/** How safe the house is now; `compromised` only after it was said what that does. */
export const Safety = ({ house }: { readonly house: HouseTeamView }) => {
  const { t } = useTranslation()
  const set = useAction('house.setTeamField')
  const options = useOptions('securityStatus')
  const [isAsked, setAsked] = useState(false)
  const { houseCardId, securityStatus } = house
  const say = (value: string): Promise<unknown> => set.run({ houseCardId, path: 'securityStatus', value })
  return (
    <Panel title={t('houses.team.safety')}>
      <Stack>
        <ChoiceRow
          label={t('houses.team.safetyNow')}
          help={t('houses.team.safetyHelp')}
          options={options}
          value={securityStatus}
          isDisabled={set.busy}
          onChange={(value) => {
            if (value === 'compromised') setAsked(true)
            else void say(value)
          }}
        />
        {securityStatus !== 'compromised' && house.checklist !== null && <p>{t('houses.compromised.cardStill')}</p>}
        <Outcome action={set} done={t('houses.team.kept')} />
      </Stack>
      <Confirm
        title={t('houses.compromised.title')}
        action={t('houses.compromised.say')}
        isOpen={isAsked}
        busy={set.busy}
        onConfirm={() => void say('compromised').then(() => setAsked(false))}
        onClose={() => setAsked(false)}
      >
        <WhatItDoes />
      </Confirm>
    </Panel>
  )
}
