import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { PersonName } from '../../components/Discreet'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { Viewed } from '../../components/Viewed'
import { useLabel, useOptions } from '../../i18n/useLabel'
import { ShiftsNav } from '../shifts/ShiftsNav'

const NewCommittee = () => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const create = useAction('committee.create')
  const types = useOptions('committeeType')
  const [name, setName] = useState('')
  const [type, setType] = useState<string | null>(null)
  const [mandate, setMandate] = useState('')
  const [tried, setTried] = useState(false)
  const send = async (): Promise<void> => {
    setTried(true)
    if (name.trim() === '' || type === null) return
    const done = await create.run({ name: name.trim(), type, mandate })
    if (done.ok) go(`/shifts/committees/${done.value.committeeId}`)
  }
  return (
    <Panel title={t('committees.new.title')}>
      <Stack>
        <TextField
          label={t('committees.new.name')}
          most={200}
          failure={tried && name.trim() === '' ? t('committees.new.nameMissing') : null}
          value={name}
          onChange={setName}
        />
        <ChoiceField
          label={t('committees.new.type')}
          failure={tried && type === null ? t('committees.new.typeMissing') : null}
          options={types}
          value={type}
          onChange={setType}
        />
        <TextArea
          label={t('committees.new.mandate')}
          help={t('committees.new.mandateHelp')}
          value={mandate}
          onChange={setMandate}
        />
        <Row>
          <Button isPending={create.busy} onPress={() => void send()}>
            {t('committees.new.send')}
          </Button>
        </Row>
        <Outcome action={create} done={t('committees.kept')} />
      </Stack>
    </Panel>
  )
}

/** Every committee with who is in it, and the way to make one. */
export const CommitteesScreen = () => {
  const { t } = useTranslation()
  const typeOf = useLabel('committeeType')
  const view = useView('committee.list', undefined)
  return (
    <>
      <PageHead title={t('committees.title')} lead={t('committees.lead')} />
      <ShiftsNav />
      <Stack>
        <Viewed view={view}>
          {({ committees }) =>
            committees.length === 0 ? (
              <EmptyState title={t('committees.emptyTitle')}>
                <p>{t('committees.empty')}</p>
              </EmptyState>
            ) : (
              <Panel title={t('committees.all')}>
                <RowList>
                  {committees.map(({ committeeId, name, type, members }) => (
                    <RowItem
                      key={committeeId}
                      title={name}
                      actions={
                        <Go look="plain" to={`/shifts/committees/${committeeId}`}>
                          <span>
                            {t('committees.open')}
                            <span className="hidden-visually"> {name}</span>
                          </span>
                        </Go>
                      }
                    >
                      {typeOf(type) !== name && <p>{typeOf(type)}</p>}
                      <p>
                        {members.length === 0
                          ? t('committees.nobody')
                          : members.map(({ memberId, alias }, n) => (
                              <span key={memberId}>
                                {n > 0 && ', '}
                                <PersonName name={alias} />
                              </span>
                            ))}
                      </p>
                    </RowItem>
                  ))}
                </RowList>
              </Panel>
            )
          }
        </Viewed>
        <NewCommittee />
      </Stack>
    </>
  )
}
