import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { sentence } from '#shared/i18n/say'
import { CircleCheck, CircleHelp } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { State } from '../../components/State'
import { useLanguage } from '../../i18n/useLanguage'
import styles from './Exports.module.css'

type Props = { readonly text: string; readonly found: QueryOutput<'narrative.check'> }

/** Good or not, in words first. */
const Verdict = ({ isGood, children }: { readonly isGood: boolean; readonly children: string }) => (
  <p>
    <State icon={isGood ? CircleCheck : CircleHelp} dye={isGood ? 'jade' : 'barro'}>
      {children}
    </State>
  </p>
)

/** What in a text may lead to somebody, word by word; how many share her profile; whether she agreed. */
export const Findings = ({ text, found }: Props) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { findings, classSize, least, blockedBy, agreed } = found
  const say = (kind: string): string => sentence(language, `narrative.${kind}`)
  return (
    <Stack>
      <Verdict isGood={findings.length === 0}>
        {findings.length === 0
          ? t('exports.narrative.noFindings')
          : t('exports.narrative.findings', { count: findings.length })}
      </Verdict>
      {findings.length > 0 && (
        <div className={styles.words}>
          <ul>
            {findings.map(({ start, end, kind, isSure }) => (
              <li key={`${start} ${end} ${kind}`}>
                <b data-written>«{text.slice(start, end)}»</b> {say(kind)} {!isSure && say('look')}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Verdict isGood={!blockedBy.includes('profile')}>
        {t(blockedBy.includes('profile') ? 'exports.narrative.rare' : 'exports.narrative.shared', {
          count: classSize,
          least,
        })}
      </Verdict>
      <Verdict isGood={agreed}>{t(agreed ? 'exports.narrative.agreed' : 'exports.narrative.notAgreed')}</Verdict>
    </Stack>
  )
}
