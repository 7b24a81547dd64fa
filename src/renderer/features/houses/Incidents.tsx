import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { Moment } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { Veil } from '../../components/Veil'
import { useLabel } from '../../i18n/useLabel'

/** What happened in and around the house, the newest first. Nothing of it is changed afterwards. */
export const Incidents = ({ house }: { readonly house: HouseTeamView }) => {
  const { t } = useTranslation()
  const kindOf = useLabel('houseIncidentKind')
  const levelOf = useLabel('alertLevel')
  const aliasOf = (id: string | null): string => house.team.find(({ memberId }) => memberId === id)?.alias ?? ''
  return (
    <Panel title={t('houses.incident.title')}>
      <Stack>
        {house.incidents.length === 0 && <p>{t('houses.incident.empty')}</p>}
        <RowList>
          {[...house.incidents].reverse().map((incident) => (
            <RowItem key={incident.incidentId} title={kindOf(incident.kind ?? '')}>
              <p>
                {levelOf(incident.level ?? '')} · {t(`houses.incident.decision.${incident.decision}`)}
              </p>
              <p>
                {incident.at !== null && <Moment at={incident.at} />}
                {aliasOf(incident.by) !== '' && (
                  <>
                    {' · '}
                    <PersonName name={aliasOf(incident.by)} />
                  </>
                )}
              </p>
              {incident.action !== '' && <Veil words={t('houses.incident.covered')}>{incident.action}</Veil>}
            </RowItem>
          ))}
        </RowList>
        <Row>
          <Go look="plain" to={`/houses/${house.houseCardId}/team/incident`}>
            {t('houses.incident.add')}
          </Go>
        </Row>
      </Stack>
    </Panel>
  )
}
