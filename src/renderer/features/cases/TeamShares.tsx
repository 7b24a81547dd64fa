import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sharesMade } from '#shared/rules/shares'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { MultiChoice } from '../../components/MultiChoice'
import { Outcome } from '../../components/Outcome'
import styles from './cases.module.css'
import { useFile } from './file'

/** Gives parts of the case's key to five others, for the day that nobody of the team can be reached. */
export const TeamShares = ({ mine }: { readonly mine: string | null }) => {
  const { t } = useTranslation()
  const { caseId } = useFile().file
  const members = useView('member.list', undefined)
  const share = useAction('case.share')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const options = members?.ok
    ? members.value.members
        .filter(({ status, memberId }) => status === 'active' && memberId !== mine)
        .map(({ memberId, alias }) => ({ id: memberId, label: alias }))
    : []
  if (options.length < sharesMade)
    return <p className={styles.soft}>{t('caseFile.team.tooFew', { count: sharesMade })}</p>
  return (
    <div className={styles.lines}>
      <MultiChoice
        label={t('caseFile.team.holders')}
        help={t('caseFile.team.holdersHelp', { count: sharesMade })}
        options={options}
        value={chosen}
        onChange={setChosen}
      />
      <Button
        isDisabled={chosen.length !== sharesMade}
        isPending={share.busy}
        onPress={() => void share.run({ caseId, holders: [...chosen] })}
      >
        {t('caseFile.team.share')}
      </Button>
      <Outcome action={share} done={t('caseFile.team.shared')} />
    </div>
  )
}
