import { useTranslation } from 'react-i18next'
import type { HouseTeamView } from '#shared/contract/houses'
import { sentence } from '#shared/i18n/say'
import { useDraft } from '../../bridge/useDraft'
import { Check } from '../../components/Check'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { Picks } from '../../components/Picks'
import { useLanguage } from '../../i18n/useLanguage'

type Props = { readonly houseCardId: string; readonly checklist: NonNullable<HouseTeamView['checklist']> }

/** The steps of an evacuation, in order. What is ticked is kept on this laptop alone. */
export const Evacuation = ({ houseCardId, checklist }: Props) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const draft = useDraft<{ readonly done: readonly string[] }>(`house.evacuation:${houseCardId}`, { done: [] })
  const { steps } = checklist
  const done = steps.filter((step) => draft.value.done.includes(step))
  return (
    <Panel title={t('houses.evacuation.title')} edge="stitched">
      <Stack>
        <p>{t('houses.evacuation.text')}</p>
        <Picks
          label={t('houses.evacuation.steps')}
          done={done.length}
          total={steps.length}
          say={t('ui.of', { done: done.length, total: steps.length })}
        />
        <ol>
          {steps.map((step, n) => (
            <li key={step}>
              <Check
                isSelected={done.includes(step)}
                onChange={(isDone) =>
                  draft.change((last) => ({
                    done: isDone ? [...last.done, step] : last.done.filter((one) => one !== step),
                  }))
                }
              >
                {n + 1}. {sentence(language, `evacuation.${step}`)}
              </Check>
            </li>
          ))}
        </ol>
        <Row>
          <Go look="plain" to="/houses">
            {t('houses.evacuation.other')}
          </Go>
          <Go look="plain" to="/shifts/alerts/new">
            {t('houses.evacuation.alert')}
          </Go>
        </Row>
      </Stack>
    </Panel>
  )
}
