import { useTranslation } from 'react-i18next'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Table } from '../../components/Table'
import { HelpNav } from './HelpNav'

/** What the program is made of, with the licence of each part; put together when it is built. */
export const Licences = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('help.licences.title')} lead={t('help.licences.lead', { count: __LICENCES__.length })} />
      <Stack>
        <HelpNav />
        <p>{t('help.licences.own')}</p>
        <Table
          label={t('help.licences.title')}
          rows={__LICENCES__}
          keyOf={({ name, version }) => `${name} ${version}`}
          columns={[
            { id: 'name', label: t('help.licences.name'), cell: ({ name }) => name },
            { id: 'version', label: t('help.licences.version'), cell: ({ version }) => version },
            { id: 'licence', label: t('help.licences.licence'), cell: ({ licence }) => licence },
          ]}
        />
      </Stack>
    </>
  )
}
