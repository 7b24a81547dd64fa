import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Stack } from '../../components/Layout'
import { Go } from '../../components/Go'
import { PageHead } from '../../components/PageHead'
import { WordsSheet } from '../welcome/WordsSheet'
import { MakeBackup } from './MakeBackup'
import { NewWords } from './NewWords'
import { SettingsNav } from './SettingsNav'

/** A backup of all of it, and fresh words on paper. The words are held by this screen alone, until they are written. */
export const BackupScreen = () => {
  const { t } = useTranslation()
  const [words, setWords] = useState<string | null>(null)
  const [isNoted, setNoted] = useState(false)
  if (words !== null)
    return (
      <WordsSheet
        words={words}
        title={t('backup.words.sheetTitle')}
        lead={t('backup.words.sheetLead')}
        onNoted={() => {
          setWords(null)
          setNoted(true)
        }}
      />
    )
  return (
    <>
      <PageHead
        kicker={<Go to="/members">{t('members.title')}</Go>}
        title={t('backup.title')}
        lead={t('backup.lead')}
      />
      <Stack>
        <SettingsNav />
        <MakeBackup />
        <NewWords isNoted={isNoted} onWords={setWords} />
      </Stack>
    </>
  )
}
