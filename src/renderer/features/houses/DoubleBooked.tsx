import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldRow } from '#shared/contract/houses'
import { useAction } from '../../bridge/useAction'
import { CaseCode } from '../../components/Discreet'
import { Cards, Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { TwoVersions } from '../../components/TwoVersions'
import { AnswerHold } from './AnswerHold'
import styles from './DoubleBooked.module.css'
import { HoldWords } from './HoldWords'

/** More was accepted in a house than it has places for: equal cards, equal buttons; which one gives way is hers to say. */
export const DoubleBooked = ({ holds }: { readonly holds: readonly HoldRow[] }) => {
  const { t } = useTranslation()
  const houses = [...new Set(holds.map(({ houseCardId }) => houseCardId))]
  return houses.map((house) => {
    const here = holds.filter(({ houseCardId }) => houseCardId === house)
    return (
      <Panel key={house} title={t('houses.double.title', { house: here[0]?.houseAlias ?? '' })} edge="stitched">
        <Stack>
          <p>{t('houses.double.text')}</p>
          <Cards>
            {here.map((hold) => (
              <li key={hold.holdId} className={styles.card}>
                <h3>
                  <CaseCode code={hold.caseCode} />
                </h3>
                <HoldWords hold={hold} />
                <Row>
                  <AnswerHold hold={hold} isTakingBack />
                </Row>
              </li>
            ))}
          </Cards>
        </Stack>
      </Panel>
    )
  })
}

/** A yes and a no that were said apart to one request. */
export const AnsweredApart = ({ hold }: { readonly hold: HoldRow }) => {
  const { t } = useTranslation()
  const answer = useAction('hold.answer')
  const [isLater, setLater] = useState(false)
  if (isLater) return null
  const keep = (said: string): void => {
    const { holdId } = hold
    if (said === 'accepted') void answer.run({ holdId, answer: 'accepted' })
    if (said === 'declined') void answer.run({ holdId, answer: 'declined', reason: hold.reason ?? 'other' })
  }
  return (
    <>
      <TwoVersions
        field={t('houses.double.answer', { code: hold.caseCode })}
        versions={hold.versions.map((id) => ({
          id,
          value: t(`houses.hold.${id}`, { defaultValue: id }),
          by: t('houses.double.inHouse', { house: hold.houseAlias }),
        }))}
        busy={answer.busy}
        onKeep={keep}
        onLater={() => setLater(true)}
      />
      <Outcome action={answer} done={t('houses.answer.done')} />
    </>
  )
}
