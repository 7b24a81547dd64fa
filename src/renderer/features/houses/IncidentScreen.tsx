import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { AnswerCards } from '../../components/AnswerCards'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Confirm } from '../../components/Confirm'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Saved } from '../../components/Saved'
import { TextArea } from '../../components/TextArea'
import { useOptions } from '../../i18n/useLabel'
import { WhatItDoes } from './Safety'

type Draft = {
  readonly level: string | null
  readonly kind: string | null
  readonly action: string
  readonly decision: string | null
}
const decisions = ['continue', 'reduce', 'evacuate'] as const

/** Notes what happened and what the house does now. To evacuate is confirmed in words first. */
export const IncidentScreen = ({ houseCardId }: { readonly houseCardId: string }) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const add = useAction('incident.add')
  const levels = useOptions('alertLevel')
  const kinds = useOptions('houseIncidentKind')
  const draft = useDraft<Draft>(`house.incident:${houseCardId}`, {
    level: null,
    kind: null,
    action: '',
    decision: null,
  })
  const [tried, setTried] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const { value } = draft
  const put = (part: Partial<Draft>): void => draft.change((last) => ({ ...last, ...part }))
  const lacks = (field: 'level' | 'kind' | 'decision'): string | null =>
    tried && value[field] === null ? t('houses.incident.missing') : null
  const send = async (): Promise<void> => {
    const { level, kind, action, decision } = value
    if (decision === null) return
    const done = await add.run({ houseCardId, level, kind, action, decision })
    setAsked(false)
    if (!done.ok) return
    draft.drop()
    go(`/houses/${houseCardId}/team`)
  }
  const next = (): void => {
    setTried(true)
    if (value.level === null || value.kind === null || value.decision === null) return
    if (value.decision === 'evacuate') setAsked(true)
    else void send()
  }
  return (
    <>
      <PageHead title={t('houses.incident.form')} lead={t('houses.incident.lead')} />
      {draft.state !== 'reading' && (
        <Panel title={t('houses.incident.what')}>
          <Stack>
            <ChoiceField
              label={t('houses.incident.kind')}
              failure={lacks('kind')}
              options={kinds}
              value={value.kind}
              onChange={(kind) => put({ kind })}
            />
            <ChoiceRow
              label={t('houses.incident.level')}
              failure={lacks('level')}
              options={levels}
              value={value.level}
              onChange={(level) => put({ level })}
            />
            <TextArea
              label={t('houses.incident.action')}
              help={t('houses.incident.actionHelp')}
              value={value.action}
              onChange={(action) => put({ action })}
            />
            <AnswerCards
              label={t('houses.incident.decide')}
              failure={lacks('decision')}
              open={[]}
              answers={decisions.map((id) => ({
                id,
                label: t(`houses.incident.decision.${id}`),
                help: t(`houses.incident.means.${id}`),
              }))}
              value={value.decision}
              onChange={(decision) => put({ decision })}
            />
            <Row>
              <Button kind="main" isPending={add.busy} onPress={next}>
                {t('houses.incident.keep')}
              </Button>
              <Go look="quiet" to={`/houses/${houseCardId}/team`}>
                {t('ui.back')}
              </Go>
              <Saved state={draft.state} />
            </Row>
            <Outcome action={add} done={t('houses.team.kept')} />
          </Stack>
        </Panel>
      )}
      <Confirm
        title={t('houses.compromised.title')}
        action={t('houses.compromised.say')}
        isOpen={isAsked}
        busy={add.busy}
        onConfirm={() => void send()}
        onClose={() => setAsked(false)}
      >
        <WhatItDoes />
      </Confirm>
    </>
  )
}
