import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChoosesFolder } from '../../bridge/useChoosesFolder'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Go } from '../../components/Go'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { TextField } from '../../components/TextField'
import { useSize } from './useSize'

type Props = { readonly transferId: string; readonly size: number; readonly back: string }

/** The file that was made, on its way to a stick: chosen in the system's own box, or by its path where there is none. */
export const SaveTransfer = ({ transferId, size, back }: Props) => {
  const { t } = useTranslation()
  const sizeOf = useSize()
  const save = useAction('transfer.save')
  const chooses = useChoosesFolder()
  const [folder, setFolder] = useState('')
  if (chooses === null) return <p role="status">{t('ui.wait')}</p>
  const { done } = save
  return (
    <>
      <p>{t('transfer.made', { size: sizeOf(size) })}</p>
      {!chooses && (
        <TextField
          label={t('transfer.folder')}
          help={t('transfer.folderHelp')}
          most={4_096}
          value={folder}
          onChange={setFolder}
        />
      )}
      <Row>
        <Button
          kind={done === null ? 'main' : 'plain'}
          isPending={save.busy}
          isDisabled={!chooses && folder.trim() === ''}
          onPress={() => void save.run({ transferId, folder: chooses ? null : folder.trim() })}
        >
          {t(chooses ? 'transfer.choose' : 'transfer.save')}
        </Button>
        {done !== null && (
          <Go to={back} look="main">
            {t('transfer.after')}
          </Go>
        )}
      </Row>
      <Outcome action={save} done={done === null ? '' : t('transfer.saved', { name: done.name })} />
      <p>{t('transfer.afterText')}</p>
    </>
  )
}
