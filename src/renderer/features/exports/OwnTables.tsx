import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ownDimensions } from '#shared/rules/releaseChoices'
import type { OwnDimension } from '#shared/rules/releaseChoices'
import { Button } from '../../components/Button'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Row, Stack } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { levelsOf, mostOwn } from './prepareDraft'
import type { OwnAxis } from './prepareDraft'
import { useAxisWords } from './useAxisWords'

type Axes = readonly OwnAxis[]
type Props = { readonly tables: readonly Axes[]; readonly onChange: (tables: readonly Axes[]) => void }

const dimensions = Object.keys(ownDimensions) as OwnDimension[]
const places = ['one', 'two', 'three'] as const
const none = 'none'

/** Tables beside the usual ones: one thing or up to three that are crossed, each in a detail. */
export const OwnTables = ({ tables, onChange }: Props) => {
  const { t } = useTranslation()
  const { ofDimension, ofLevel, ofTable } = useAxisWords()
  const [axes, setAxes] = useState<Axes>([])
  const put = (place: number, axis: OwnAxis | null): void =>
    setAxes(axis === null ? axes.slice(0, place) : [...axes.slice(0, place), axis, ...axes.slice(place + 1)])
  return (
    <Panel title={t('exports.own.title')}>
      <Stack>
        <p>{t('exports.own.text')}</p>
        {tables.length > 0 && (
          <RowList>
            {tables.map((table, index) => (
              <RowItem
                key={index}
                title={ofTable(table)}
                actions={
                  <Button
                    kind="quiet"
                    aria-label={t('exports.own.removeIt', { what: ofTable(table) })}
                    onPress={() => onChange(tables.filter((_, at) => at !== index))}
                  >
                    {t('exports.own.remove')}
                  </Button>
                }
              />
            ))}
          </RowList>
        )}
        {tables.length >= mostOwn ? (
          <p>{t('exports.own.most')}</p>
        ) : (
          <>
            {places.slice(0, axes.length + 1).map((place, at) => {
              const axis = axes[at]
              const taken = axes.filter((_, other) => other !== at).map(({ dimension }) => dimension)
              const levels = axis ? levelsOf(axis.dimension) : []
              return (
                <Stack key={place}>
                  <ChoiceField
                    label={t(`exports.own.${place}`)}
                    options={[
                      ...(axis || at > 0 ? [{ id: none, label: t('exports.own.nothing') }] : []),
                      ...dimensions.filter((one) => !taken.includes(one)).map((id) => ({ id, label: ofDimension(id) })),
                    ]}
                    value={axis?.dimension ?? null}
                    onChange={(id) => {
                      const dimension = dimensions.find((one) => one === id)
                      put(at, dimension ? { dimension, level: levelsOf(dimension)[0] ?? '' } : null)
                    }}
                  />
                  {axis && levels.length > 1 && (
                    <ChoiceRow
                      label={t('exports.own.detail', { dimension: ofDimension(axis.dimension) })}
                      options={levels.map((id) => ({ id, label: ofLevel(id) }))}
                      value={axis.level}
                      onChange={(level) => put(at, { ...axis, level })}
                    />
                  )}
                </Stack>
              )
            })}
            {axes.length > 0 && (
              <Row>
                <Button
                  onPress={() => {
                    onChange([...tables, axes])
                    setAxes([])
                  }}
                >
                  {t('exports.own.add')}
                </Button>
              </Row>
            )}
          </>
        )}
      </Stack>
    </Panel>
  )
}
