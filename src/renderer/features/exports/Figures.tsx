import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Publication } from '#shared/rules/publication'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { EmptyState } from '../../components/EmptyState'
import { ArrowLeft, ArrowRight } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { FigureChart } from './FigureChart'
import { FigureTable } from './FigureTable'
import { Unread } from './Unread'
import { useFigureWords } from './useFigureWords'

/** The tables of a publication, one at a time: as a picture, in figures, and what can no longer be read of it. */
export const Figures = ({ publication: { tables } }: { readonly publication: Publication }) => {
  const { t } = useTranslation()
  const { title } = useFigureWords()
  const [place, setPlace] = useState(0)
  const at = Math.min(place, tables.length - 1)
  const table = tables[at]
  if (table === undefined)
    return (
      <EmptyState title={t('exports.figures.none')}>
        <p>{t('exports.figures.noneText')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      <ChoiceField
        label={t('exports.figures.choose')}
        options={tables.map((one, index) => ({
          id: String(index),
          label: t('exports.figures.one', { number: index + 1, title: title(one) }),
        }))}
        value={String(at)}
        onChange={(id) => setPlace(Number(id))}
      />
      <Row>
        <Button isDisabled={at === 0} onPress={() => setPlace(at - 1)}>
          <ArrowLeft aria-hidden="true" size={18} />
          {t('exports.figures.previous')}
        </Button>
        <Button isDisabled={at === tables.length - 1} onPress={() => setPlace(at + 1)}>
          {t('exports.figures.next')}
          <ArrowRight aria-hidden="true" size={18} />
        </Button>
        <span role="status">{t('exports.figures.place', { number: at + 1, total: tables.length })}</span>
      </Row>
      <FigureChart table={table} />
      <Panel title={title(table)}>
        <FigureTable table={table} />
        <Unread table={table} />
      </Panel>
    </Stack>
  )
}
