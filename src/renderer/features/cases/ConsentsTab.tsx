import { useTranslation } from 'react-i18next'
import type { ConsentRow } from '#shared/contract/caseViews'
import { vocabularies } from '#shared/vocabulary/terms'
import { Day } from '../../components/Day'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { Table } from '../../components/Table'
import { useLabel } from '../../i18n/useLabel'
import { ConsentMark } from './ConsentMark'
import { useFile } from './file'

type Line = Pick<ConsentRow, 'purpose' | 'person' | 'to' | 'state' | 'expiresOn'>

/** What she agreed to, purpose by purpose; what nobody asked is there too. */
export const ConsentsTab = () => {
  const { t } = useTranslation()
  const { file, at } = useFile()
  const purposeOf = useLabel('consentPurpose')
  const codes = vocabularies.consentPurpose.terms.map(({ code }) => code)
  const others = file.consents.filter(({ purpose }) => !codes.includes(purpose))
  const lines: readonly Line[] = [
    ...codes.flatMap((purpose): readonly Line[] => {
      const asked = file.consents.filter((one) => one.purpose === purpose)
      return asked.length > 0 ? asked : [{ purpose, person: null, to: '', state: 'not_asked', expiresOn: null }]
    }),
    ...others,
  ]
  const nameOf = (id: string): string => file.persons.find(({ personId }) => personId === id)?.chosenName ?? ''
  return (
    <Stack>
      <p>{t('caseFile.consent.lead')}</p>
      <Table
        label={t('caseFile.tab.consents')}
        rows={lines}
        keyOf={({ purpose, person, to }) => JSON.stringify([purpose, person, to])}
        columns={[
          {
            id: 'purpose',
            label: t('caseFile.consent.purpose'),
            cell: ({ purpose, person, to }) => (
              <>
                {purposeOf(purpose)}
                {to !== '' && `: ${to}`}
                {person !== null && ` (${nameOf(person)})`}
              </>
            ),
          },
          {
            id: 'state',
            label: t('caseFile.consent.stands'),
            cell: ({ state, expiresOn }) => (
              <>
                <ConsentMark state={state} />
                {expiresOn !== null && (
                  <div>
                    {t('caseFile.consent.until')} <Day day={expiresOn} />
                  </div>
                )}
              </>
            ),
          },
          {
            id: 'note',
            label: t('caseFile.consent.action'),
            cell: ({ purpose, state }) => (
              <Go to={`${at}/consent/${purpose}`}>
                {t(state === 'not_asked' ? 'caseFile.consent.ask' : 'caseFile.consent.see')}
                <span className="hidden-visually">: {purposeOf(purpose)}</span>
              </Go>
            ),
          },
        ]}
      />
    </Stack>
  )
}
