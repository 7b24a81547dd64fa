import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { YesNo } from './YesNo'

const kinds = ['water', 'power', 'food', 'medicine', 'transport', 'safe_internet', 'second_exit'] as const

/** What the house has today. */
export const Conditions = ({ house }: { readonly house: HouseTeamView }) => {
  const { t } = useTranslation()
  const set = useAction('house.setTeamField')
  const { houseCardId, conditions } = house
  return (
    <Panel title={t('houses.conditions.title')}>
      <Stack>
        <p>{t('houses.conditions.text')}</p>
        {kinds.map((kind) => (
          <YesNo
            key={kind}
            label={t(`houses.conditions.${kind}`)}
            value={conditions[kind]}
            onChange={(said) =>
              void set.run({ houseCardId, path: 'conditions', value: { ...conditions, [kind]: said } })
            }
          />
        ))}
        <Outcome action={set} done={t('houses.team.kept')} />
      </Stack>
    </Panel>
  )
}
