import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { AnswerCards } from '../../components/AnswerCards'
import { Panel } from '../../components/Panel'
import { Stack } from '../../components/Layout'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import type { AlertDraft } from './alertDraft'

type Props = {
  readonly value: AlertDraft
  readonly put: (part: Partial<AlertDraft>) => void
  readonly wrong: { readonly audience: boolean; readonly text: boolean; readonly caseCode: boolean } | null
}

/** To whom an alert goes and what it says. */
export const AlertWords = ({ value, put, wrong }: Props) => {
  const { t } = useTranslation()
  const committees = useView('committee.list', undefined)
  const all = committees?.ok ? committees.value.committees : []
  return (
    <Panel title={t('alerts.new.what')}>
      <Stack>
        <AnswerCards
          label={t('alerts.new.audience')}
          failure={wrong?.audience ? t('alerts.new.audienceMissing') : null}
          open={[]}
          answers={[
            ...all.map(({ committeeId, name }) => ({
              id: committeeId,
              label: name,
              help: t('alerts.new.committeeHelp'),
            })),
            { id: 'all', label: t('alerts.new.all'), help: t('alerts.new.allHelp') },
          ]}
          value={value.audience}
          onChange={(audience) => put({ audience })}
        />
        <TextArea
          label={t('alerts.new.text')}
          help={t('alerts.new.textHelp')}
          failure={wrong?.text ? t('alerts.new.textMissing') : null}
          value={value.text}
          onChange={(text) => put({ text })}
        />
        <TextField
          label={t('alerts.new.place')}
          help={t('alerts.new.placeHelp')}
          most={120}
          value={value.coarsePlace}
          onChange={(coarsePlace) => put({ coarsePlace })}
        />
        <TextField
          label={t('alerts.new.code')}
          help={t('alerts.new.codeHelp')}
          most={5}
          failure={wrong?.caseCode ? t('alerts.new.codeWrong') : null}
          value={value.caseCode}
          onChange={(caseCode) => put({ caseCode })}
        />
      </Stack>
    </Panel>
  )
}
