import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseFigures as Figures } from '#shared/contract/houses'
import { nodeWords } from '#shared/vocabulary/figureWords'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { useLanguage } from '../../i18n/useLanguage'

type Props = { readonly houseCardId: string; readonly figures: Figures }

/** What would be shared now, in words; and where a request waits, the way to it. */
const Next = ({ next }: { readonly next: NonNullable<Figures['next']> }) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { stays, requests, unmet, waiting } = next
  const month = nodeWords(language, 'time', next.through)
  if (waiting > 0)
    return (
      <>
        <p>{t('houses.figures.waiting', { count: waiting })}</p>
        <Go to="/houses/requests">{t('houses.figures.toRequests')}</Go>
      </>
    )
  if (stays + requests === 0) return <p>{t('houses.figures.nothing', { month })}</p>
  return (
    <div>
      <p>{t('houses.figures.would', { month })}</p>
      <ul>
        {stays > 0 && <li>{t('houses.figures.stays', { count: stays })}</li>}
        {requests > 0 && <li>{t('houses.figures.requests', { count: requests })}</li>}
        {unmet > 0 && <li>{t('houses.figures.unmet', { count: unmet })}</li>}
      </ul>
    </div>
  )
}

/** What the house shares of itself with the network so that it can be counted: until when, what now, what others see of it. */
export const HouseFigures = ({ houseCardId, figures: { through, mayShare, next } }: Props) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const share = useAction('house.shareFigures')
  const told = useRef<HTMLParagraphElement>(null)
  const send = async (month: string): Promise<void> => {
    const done = await share.run({ houseCardId, through: month })
    // the button goes away with what it shared: the keyboard stays here
    if (done.ok) told.current?.focus()
  }
  return (
    <Panel title={t('houses.figures.title')}>
      <Stack>
        <p ref={told} tabIndex={-1}>
          {through === null
            ? t('houses.figures.none')
            : t('houses.figures.through', { month: nodeWords(language, 'time', through) })}
        </p>
        {next && <Next next={next} />}
        {mayShare && !next && <p>{t('houses.figures.upToDate')}</p>}
        <p>{t('houses.figures.seen')}</p>
        {!mayShare && <p>{t('houses.figures.notHers')}</p>}
        {next?.waiting === 0 && (
          <Row>
            <Button isPending={share.busy} onPress={() => void send(next.through)}>
              {t('houses.figures.action', { month: nodeWords(language, 'time', next.through) })}
            </Button>
          </Row>
        )}
        <Outcome action={share} done={t('houses.figures.done')} />
      </Stack>
    </Panel>
  )
}
