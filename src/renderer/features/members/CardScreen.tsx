import { useTranslation } from 'react-i18next'
import type { MemberCardRow } from '#shared/contract/committees'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { Row, Stack } from '../../components/Layout'
import { MultiChoice } from '../../components/MultiChoice'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Saved } from '../../components/Saved'
import { TextField } from '../../components/TextField'
import { Viewed } from '../../components/Viewed'
import { useOptions } from '../../i18n/useLabel'
import { MembersNav } from './MembersNav'

const codes = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const CardForm = ({ card }: { readonly card: MemberCardRow | undefined }) => {
  const { t } = useTranslation()
  const save = useAction('card.set')
  const draft = useDraft('card', {
    pronoun: text(card?.pronoun),
    languages: codes(card?.languages),
    skills: codes(card?.skills),
    availability: text(card?.availability),
  })
  const [skills, languages, availabilities] = [useOptions('skill'), useOptions('language'), useOptions('availability')]
  const { value, change } = draft
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  const send = async (): Promise<void> => {
    const done = await save.run({
      ...(value.pronoun.trim() !== '' && { pronoun: value.pronoun.trim() }),
      languages: value.languages,
      skills: value.skills,
      ...(value.availability !== '' && { availability: value.availability }),
    })
    if (done.ok) draft.drop()
  }
  return (
    <Panel title={t('members.card.what')}>
      <Stack>
        <p>{t('members.card.who')}</p>
        <TextField
          label={t('members.card.pronoun')}
          value={value.pronoun}
          onChange={(pronoun) => change((last) => ({ ...last, pronoun }))}
          most={40}
        />
        <MultiChoice
          label={t('members.card.skills')}
          options={skills}
          value={value.skills}
          onChange={(next) => change((last) => ({ ...last, skills: next }))}
        />
        <MultiChoice
          label={t('members.card.languages')}
          options={languages}
          value={value.languages}
          onChange={(next) => change((last) => ({ ...last, languages: next }))}
        />
        <ChoiceField
          label={t('members.card.availability')}
          options={availabilities}
          value={value.availability === '' ? null : value.availability}
          onChange={(availability) => change((last) => ({ ...last, availability }))}
        />
        <Row>
          <Button kind="main" isPending={save.busy} onPress={() => void send()}>
            {t('members.card.save')}
          </Button>
          <Saved state={draft.state} isFresh={!draft.isFromBefore && draft.state === 'kept'} />
        </Row>
        <Outcome action={save} done={t('members.card.saved')} />
      </Stack>
    </Panel>
  )
}

/** Her own card: what every member sees of her. */
export const CardScreen = () => {
  const { t } = useTranslation()
  const cards = useView('card.list', undefined)
  return (
    <>
      <PageHead title={t('members.card.title')} lead={t('members.card.lead')} />
      <Stack>
        <MembersNav />
        <Viewed view={cards}>{({ cards: all }) => <CardForm card={all.find(({ mine }) => mine)} />}</Viewed>
      </Stack>
    </>
  )
}
