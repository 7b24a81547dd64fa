import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { useView } from '../../bridge/useView'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Tabs } from '../../components/Tabs'
import { Veil } from '../../components/Veil'
import { Viewed } from '../../components/Viewed'
import { Conditions } from './Conditions'
import { Evacuation } from './Evacuation'
import { HouseFigures } from './HouseFigures'
import { Incidents } from './Incidents'
import { PlacesCalendar } from './PlacesCalendar'
import { Rooms } from './Rooms'
import { Safety } from './Safety'
import { Arrivals, Stays } from './Stays'
import { AddressConflict, TeamConflicts } from './TeamConflicts'
import { TeamPeople } from './TeamPeople'
import { TeamText, TeamTextPanel } from './TeamText'

type Props = { readonly house: HouseTeamView }

const About = ({ house }: Props) => {
  const { t } = useTranslation()
  const { houseCardId, heads } = house
  const text = (path: 'address' | 'rules' | 'costs' | 'contacts') => ({ houseCardId, path, value: house[path], heads })
  const isApart = house.conflicts.some(({ path }) => path === 'address')
  return (
    <Stack>
      <Safety house={house} />
      <Panel title={t('houses.team.address')}>
        <Veil words={t(isApart ? 'houses.team.addressApart' : 'houses.team.addressCovered')}>
          <Stack>
            <AddressConflict house={house} />
            <TeamText {...text('address')} />
          </Stack>
        </Veil>
      </Panel>
      <Conditions house={house} />
      <TeamTextPanel {...text('contacts')} />
      <TeamTextPanel {...text('rules')} />
      <TeamTextPanel {...text('costs')} />
      <TeamPeople house={house} />
    </Stack>
  )
}

const Team = ({ house }: Props) => {
  const { t } = useTranslation()
  return (
    <Stack>
      {house.checklist && <Evacuation houseCardId={house.houseCardId} checklist={house.checklist} />}
      <TeamConflicts house={house} />
      <Tabs
        label={t('houses.team.parts')}
        tabs={[
          {
            id: 'people',
            label: t('houses.team.tab.people'),
            content: () => (
              <Stack>
                <Arrivals house={house} />
                <Stays house={house} />
              </Stack>
            ),
          },
          {
            id: 'places',
            label: t('houses.team.tab.places'),
            content: () => (
              <Stack>
                <PlacesCalendar calendar={house.calendar} />
                <HouseFigures houseCardId={house.houseCardId} figures={house.figures} />
              </Stack>
            ),
          },
          { id: 'rooms', label: t('houses.team.tab.rooms'), content: () => <Rooms house={house} /> },
          { id: 'incidents', label: t('houses.team.tab.incidents'), content: () => <Incidents house={house} /> },
          { id: 'about', label: t('houses.team.tab.about'), content: () => <About house={house} /> },
        ]}
      />
    </Stack>
  )
}

/** The house as its own team sees it: who comes and stays, places, rooms, incidents, and what is kept of it. */
export const TeamScreen = ({ houseCardId }: { readonly houseCardId: string }) => {
  const { t } = useTranslation()
  const view = useView('house.team', { houseCardId })
  return (
    <>
      <PageHead
        kicker={<Go to={`/houses/${houseCardId}`}>{t('houses.card')}</Go>}
        title={view?.ok ? <PersonName name={view.value.alias} /> : t('houses.openMine')}
        lead={t('houses.team.lead')}
      >
        <Go look="main" to={`/houses/${houseCardId}/team/stay`}>
          {t('houses.stay.add')}
        </Go>
      </PageHead>
      <Viewed view={view}>{(house) => <Team house={house} />}</Viewed>
    </>
  )
}
