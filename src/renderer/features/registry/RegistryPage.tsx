import { useTranslation } from 'react-i18next'
import { Route, Switch } from 'wouter'
import { Go } from '../../components/Go'
import { PageHead } from '../../components/PageHead'
import { Tabs } from '../../components/Tabs'
import { Charts } from './Charts'
import { Duplicates } from './Duplicates'
import { EntryGrid } from './EntryGrid'
import { EntryPage } from './EntryPage'
import { Periods } from './Periods'
import { Quality } from './Quality'
import { Queue } from './Queue'

const Parts = () => {
  const { t } = useTranslation()
  const part = (id: string, Content: () => React.JSX.Element) => ({
    id,
    label: t(`registry.tab.${id}`),
    content: () => <Content />,
  })
  return (
    <>
      <PageHead title={t('registry.title')} lead={t('registry.lead')}>
        <Go to="/cases" look="quiet">
          {t('registry.toCases')}
        </Go>
      </PageHead>
      <Tabs
        label={t('registry.title')}
        tabs={[
          part('queue', Queue),
          part('grid', EntryGrid),
          part('duplicates', Duplicates),
          part('quality', Quality),
          part('charts', Charts),
          part('periods', Periods),
        ]}
      />
    </>
  )
}

/** The registry of aggressions, for who has a place in it: entering, verifying, coding twice, counting. */
export const RegistryPage = () => (
  <Switch>
    <Route path="/registry">
      <Parts />
    </Route>
    <Route path="/registry/:entryId">{({ entryId }) => <EntryPage entryId={entryId} />}</Route>
    <Route>
      <Parts />
    </Route>
  </Switch>
)
