import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { ArrowLeft, Printer } from '../../components/icons'
import { Row } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { TextField } from '../../components/TextField'
import { folded, twoPlaces } from './phrase'
import styles from './Words.module.css'

type Props = {
  /** The twenty-four, with spaces between. They are kept nowhere: with this page they are gone. */
  readonly words: string
  readonly onNoted: () => void
  /** Those of a newcomer where left out. */
  readonly title?: string
  readonly lead?: string
}

/** The recovery words, numbered, to write or print; two of them are asked for before going on. */
export const WordsSheet = ({ words, onNoted, title, lead }: Props) => {
  const { t } = useTranslation()
  const list = useMemo(() => words.trim().split(/\s+/), [words])
  const asked = useMemo(() => twoPlaces(list.length), [list])
  const [isChecking, setChecking] = useState(false)
  const [given, setGiven] = useState<readonly string[]>(['', ''])
  const [wrong, setWrong] = useState<readonly boolean[]>([false, false])

  if (!isChecking)
    return (
      <div className={styles.step}>
        <PageHead key="words" title={title ?? t('welcome.words.title')} lead={lead ?? t('welcome.words.lead')} />
        <ol className={styles.words} data-words>
          {list.map((word, place) => (
            <li key={place}>
              <b>{place + 1}</b> <span>{word.normalize('NFC')}</span>
            </li>
          ))}
        </ol>
        <p>{t('welcome.words.advice')}</p>
        <Row>
          <Button kind="main" onPress={() => setChecking(true)}>
            {t('welcome.words.written')}
          </Button>
          <Button onPress={() => window.print()}>
            <Printer aria-hidden="true" size={18} />
            {t('welcome.words.print')}
          </Button>
        </Row>
      </div>
    )
  const check = (): void => {
    const bad = asked.map((place, n) => folded(given[n] ?? '') !== folded(list[place] ?? ''))
    setWrong(bad)
    if (!bad.includes(true)) onNoted()
  }
  return (
    <Form className={styles.step} onSend={check}>
      <PageHead key="check" title={t('welcome.words.checkTitle')} lead={t('welcome.words.checkLead')} />
      {asked.map((place, n) => (
        <TextField
          key={place}
          label={t('welcome.words.number', { number: place + 1 })}
          value={given[n] ?? ''}
          onChange={(word) => setGiven(given.map((one, at) => (at === n ? word : one)))}
          failure={wrong[n] === true ? t('welcome.words.wrong') : null}
        />
      ))}
      <Row>
        <Button kind="main" type="submit">
          {t('welcome.words.done')}
        </Button>
        <Button
          onPress={() => {
            setChecking(false)
            setWrong([false, false])
          }}
        >
          <ArrowLeft aria-hidden="true" size={18} />
          {t('welcome.words.see')}
        </Button>
      </Row>
    </Form>
  )
}
