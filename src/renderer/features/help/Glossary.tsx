import { useTranslation } from 'react-i18next'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Table } from '../../components/Table'
import { glossary } from './glossaryTerms'
import { HelpNav } from './HelpNav'

/** The words of the program in both languages, with what each means. */
export const Glossary = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('help.glossary.title')} lead={t('help.glossary.lead')} />
      <Stack>
        <HelpNav />
        <Table
          label={t('help.glossary.title')}
          rows={glossary}
          keyOf={({ key }) => key}
          columns={[
            { id: 'es', label: t('help.glossary.spanish'), cell: ({ es }) => <span lang="es">{es}</span> },
            { id: 'en', label: t('help.glossary.english'), cell: ({ en }) => <span lang="en">{en}</span> },
            { id: 'meaning', label: t('help.glossary.meaning'), cell: ({ key }) => t(`help.meaning.${key}`) },
          ]}
        />
      </Stack>
    </>
  )
}
