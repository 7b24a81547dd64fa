import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { Saved } from '../../components/Saved'
import { TextArea } from '../../components/TextArea'
import styles from './TeamText.module.css'

type Props = {
  readonly houseCardId: string
  /** The field of the house's document. */
  readonly path: 'address' | 'rules' | 'costs' | 'contacts'
  readonly value: string
  readonly heads: readonly string[]
}

const Editor = ({ houseCardId, path, value, heads, onDone }: Props & { readonly onDone: () => void }) => {
  const { t } = useTranslation()
  // what others write meanwhile is merged with this: the form says which version it was read at
  const [basedOn] = useState(heads)
  const draft = useDraft(`house.team:${houseCardId}:${path}`, { text: value })
  const set = useAction('house.setTeamField')
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  const { text } = draft.value
  const send = async (): Promise<void> => {
    // an address is one line: where it was written in several, they follow each other
    const said = path === 'address' ? text.replace(/\s*\n\s*/g, ', ').trim() : text
    const done = await set.run({ houseCardId, path, value: said, basedOn: [...basedOn] })
    if (!done.ok) return
    draft.drop()
    onDone()
  }
  return (
    <Stack>
      <TextArea
        label={t(`houses.team.${path}`)}
        help={t(`houses.team.${path}Help`)}
        most={path === 'address' ? 500 : 20_000}
        value={text}
        onChange={(next) => draft.change({ text: next })}
      />
      <Row>
        <Button isPending={set.busy} onPress={() => void send()}>
          {t('houses.team.keep')}
        </Button>
        <Button
          kind="quiet"
          onPress={() => {
            draft.drop()
            onDone()
          }}
        >
          {t('ui.back')}
        </Button>
        <Saved state={draft.state} />
      </Row>
      <Outcome action={set} done={t('houses.team.kept')} />
    </Stack>
  )
}

/** Words of the house's own document, to read and to change; the address among them. */
export const TeamText = (props: Props) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { path, value } = props
  const close = (): void => setOpen(false)
  if (isOpen) return <Editor {...props} onDone={close} />
  return (
    <Stack>
      <p className={styles.text}>{value === '' ? t('houses.team.nothing') : value}</p>
      <Row>
        <Button aria-label={`${t('houses.team.change')}: ${t(`houses.team.${path}`)}`} onPress={() => setOpen(true)}>
          {t('houses.team.change')}
        </Button>
      </Row>
    </Stack>
  )
}

/** The same, under its title. */
export const TeamTextPanel = (props: Props) => {
  const { t } = useTranslation()
  return (
    <Panel title={t(`houses.team.${props.path}`)}>
      <TeamText {...props} />
    </Panel>
  )
}
