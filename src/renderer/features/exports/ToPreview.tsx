import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Go } from '../../components/Go'
import { Panel } from '../../components/Panel'
import { RowItem, RowList } from '../../components/RowList'
import { useFigureWords } from './useFigureWords'

/** The way back to what was counted last on this laptop, or is being counted: it goes on while she is elsewhere. */
export const ToPreview = () => {
  const { t } = useTranslation()
  const { period } = useFigureWords()
  const view = useView('release.checking', undefined)
  const check = view?.ok ? view.value : null
  if (check?.phase !== 'running' && check?.phase !== 'over') return null
  return (
    <Panel title={t('exports.preview')} edge="stitched">
      <RowList>
        <RowItem
          title={period(check.spec.period)}
          actions={
            <Go to="/reports/preview" look="plain">
              {t('exports.toPreview')}
            </Go>
          }
        >
          <p>{t(check.phase === 'running' ? 'exports.previewRuns' : 'exports.previewIsHere')}</p>
        </RowItem>
      </RowList>
    </Panel>
  )
}
