import { useTranslation } from 'react-i18next'
import { Route, Switch } from 'wouter'
import { Cards, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Glossary } from './Glossary'
import { HelpNav } from './HelpNav'
import { Licences } from './Licences'
import { Limits } from './Limits'

const steps = ['lock', 'lost', 'meet', 'forgot', 'copy'] as const

const HelpStart = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('help.title')} lead={t('help.lead')} />
      <Stack>
        <HelpNav />
        <Cards>
          {steps.map((step) => (
            <li key={step}>
              <Panel title={t(`help.step.${step}`)}>
                <p>{t(`help.step.${step}Text`)}</p>
              </Panel>
            </li>
          ))}
        </Cards>
      </Stack>
    </>
  )
}

/** The place of help: what to do when, what is not protected, the glossary, and what the program is made of. */
export const HelpPage = () => (
  <Switch>
    <Route path="/help/limits" component={Limits} />
    <Route path="/help/glossary" component={Glossary} />
    <Route path="/help/licences" component={Licences} />
    <Route component={HelpStart} />
  </Switch>
)
