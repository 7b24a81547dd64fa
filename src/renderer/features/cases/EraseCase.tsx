import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { useFile } from './file'

/** For a closed case: one of the two signatures by which it is forgotten. */
export const EraseCase = () => {
  const { t } = useTranslation()
  const { caseId } = useFile().file
  const erase = useAction('case.erase')
  const [isOpen, setOpen] = useState(false)
  const { done } = erase
  return (
    <Panel title={t('caseFile.erase.title')}>
      <p>{t('caseFile.erase.text')}</p>
      <Button onPress={() => setOpen(true)}>{t('caseFile.erase.action')}</Button>
      <Outcome
        action={erase}
        done={done === null ? '' : t('caseFile.erase.signed', { done: done.signatures, needed: done.needed })}
      />
      <Confirm
        title={t('caseFile.erase.sure')}
        action={t('caseFile.erase.action')}
        isOpen={isOpen}
        busy={erase.busy}
        onConfirm={() => void erase.run({ caseId }).then(() => setOpen(false))}
        onClose={() => setOpen(false)}
      >
        <p>{t('caseFile.erase.sureText')}</p>
      </Confirm>
    </Panel>
  )
}
