import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { HouseCardView, HouseRow } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Row, Stack, WithRail } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Saved } from '../../components/Saved'
import { Viewed } from '../../components/Viewed'
import { AskFields } from './AskFields'
import styles from './AskScreen.module.css'
import { askedIn, askInput, lacksIn, newAsk } from './askDraft'

type Props = { readonly card: HouseCardView; readonly row: HouseRow | undefined }

const Next = ({ row }: Pick<Props, 'row'>) => {
  const { t } = useTranslation()
  const names = row?.contacts.length ? row.contacts.map(({ alias }) => alias).join(', ') : null
  return (
    <Panel title={t('houses.ask.next')}>
      <ol className={styles.steps}>
        <li>{t('houses.ask.next1', { names: names ?? t('houses.ask.whoAnswers') })}</li>
        <li>{t('houses.ask.next2')}</li>
        <li>{t('houses.ask.next3')}</li>
        <li>{t('houses.ask.next4')}</li>
      </ol>
    </Panel>
  )
}

const AskForm = ({ card, row }: Props) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const ask = useAction('hold.request')
  const draft = useDraft(`hold.request:${card.houseCardId}`, newAsk)
  const [tried, setTried] = useState(false)
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  const lacks = lacksIn(draft.value)
  const people = askedIn(draft.value)
  const send = async (): Promise<void> => {
    setTried(true)
    if (Object.values(lacks).some(Boolean)) return
    const done = await ask.run(askInput(draft.value, card.houseCardId))
    if (!done.ok) return
    draft.drop()
    go('/houses/requests')
  }
  return (
    <WithRail label={t('houses.ask.next')} rail={<Next row={row} />}>
      <Panel title={t('houses.ask.form')} note={people > 0 ? t('houses.people', { count: people }) : undefined}>
        <Stack>
          <AskFields
            value={draft.value}
            put={(part) => draft.change((last) => ({ ...last, ...part }))}
            lacks={tried ? lacks : {}}
          />
          <Row>
            <Button kind="main" isPending={ask.busy} onPress={() => void send()}>
              {t('houses.ask.send')}
            </Button>
            <Go look="quiet" to="/houses">
              {t('ui.back')}
            </Go>
            <Saved state={draft.state} />
          </Row>
          <Outcome action={ask} done={t('houses.ask.done')} />
        </Stack>
      </Panel>
    </WithRail>
  )
}

/** Asks for places in a house, and says what happens then. */
export const AskScreen = ({ houseCardId }: { readonly houseCardId: string }) => {
  const { t } = useTranslation()
  const view = useView('house.view', { houseCardId })
  const board = useView('house.board', undefined)
  const row = board?.ok ? board.value.houses.find((one) => one.houseCardId === houseCardId) : undefined
  return (
    <>
      <PageHead
        title={t('houses.ask.title')}
        kicker={view?.ok ? <PersonName name={view.value.alias} /> : undefined}
        lead={t('houses.ask.lead')}
      />
      <Viewed view={view}>{(card) => <AskForm card={card} row={row} />}</Viewed>
    </>
  )
}
