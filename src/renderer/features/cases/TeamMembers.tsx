import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseReader } from '#shared/contract/shares'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { PersonName } from '../../components/Discreet'
import { Plus } from '../../components/icons'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'
import styles from './cases.module.css'
import { useFile } from './file'

type Props = {
  readonly readers: readonly CaseReader[]
  /** She who looks carries the case: only she changes the team. */
  readonly isOwner: boolean
  readonly mine: string | null
}
type Asked = { readonly what: 'revoke' | 'handOver'; readonly memberId: string; readonly alias: string }

/** The team of the case: who is on it, and for who carries it the ways to let in, to take out and to hand over. */
export const TeamMembers = ({ readers, isOwner, mine }: Props) => {
  const { t } = useTranslation()
  const { caseId } = useFile().file
  const members = useView('member.list', undefined)
  const grant = useAction('case.grant')
  const revoke = useAction('case.revoke')
  const handOver = useAction('case.handOver')
  const [chosen, setChosen] = useState<string | null>(null)
  const [word, setWord] = useState<'granted' | 'revoked' | 'handedOver'>('granted')
  const last = { granted: grant, revoked: revoke, handedOver: handOver }[word]
  const [asked, setAsked] = useState<Asked | null>(null)
  const others = members?.ok
    ? members.value.members
        .filter(({ memberId, status }) => status === 'active' && !readers.some((one) => one.memberId === memberId))
        .map(({ memberId, alias }) => ({ id: memberId, label: alias }))
    : []
  const confirm = async (): Promise<void> => {
    if (asked === null) return
    const { memberId } = asked
    const { what } = asked
    setWord(what === 'revoke' ? 'revoked' : 'handedOver')
    await (what === 'revoke' ? revoke : handOver).run({ caseId, memberId })
    setAsked(null)
  }
  const ask = (what: Asked['what'], { memberId, alias }: CaseReader) => (
    <Button key={what} onPress={() => setAsked({ what, memberId, alias })}>
      {t(`caseFile.team.${what}`)}
      <span className="hidden-visually">: {alias}</span>
    </Button>
  )
  return (
    <Panel title={t('caseFile.team.title')} note={isOwner ? undefined : t('caseFile.team.ownerOnly')}>
      <ul className={styles.items}>
        {readers.map((reader) => (
          <li key={reader.memberId}>
            <p>
              <b>
                <PersonName name={reader.alias} />
              </b>{' '}
              {reader.owner && t('caseFile.team.owner')}
              {reader.brokeGlass && t('caseFile.team.brokeGlass')}
              {reader.reason !== undefined && `: ${reader.reason}`}
            </p>
            {isOwner && !reader.owner && !reader.brokeGlass && reader.memberId !== mine && (
              <Row>
                {ask('handOver', reader)}
                {ask('revoke', reader)}
              </Row>
            )}
          </li>
        ))}
      </ul>
      {isOwner && others.length > 0 && (
        <div className={styles.lines}>
          <PlaceField
            label={t('caseFile.team.add')}
            help={t('caseFile.team.addHelp')}
            options={others}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            isDisabled={chosen === null}
            isPending={grant.busy}
            onPress={() => {
              setWord('granted')
              if (chosen !== null) void grant.run({ caseId, memberId: chosen }).then(({ ok }) => ok && setChosen(null))
            }}
          >
            <Plus aria-hidden="true" size={18} />
            {t('caseFile.team.grant')}
          </Button>
        </div>
      )}
      <Outcome action={last} done={t(`caseFile.team.${word}`)} />
      <Confirm
        title={asked === null ? '' : t(`caseFile.team.${asked.what}Title`, { alias: asked.alias })}
        action={asked === null ? '' : t(`caseFile.team.${asked.what}`)}
        isOpen={asked !== null}
        busy={revoke.busy || handOver.busy}
        onConfirm={() => void confirm()}
        onClose={() => setAsked(null)}
      >
        <p>{asked !== null && t(`caseFile.team.${asked.what}Text`)}</p>
      </Confirm>
    </Panel>
  )
}
