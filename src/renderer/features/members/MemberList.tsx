import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberRow } from '#shared/contract/queries'
import { useView } from '../../bridge/useView'
import { PersonName } from '../../components/Discreet'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Cards, Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { SearchBox } from '../../components/SearchBox'
import { finds } from '../../components/tolerant'
import { Viewed } from '../../components/Viewed'
import { MemberMarks } from './MemberMarks'
import styles from './Members.module.css'
import { MembersNav } from './MembersNav'
import { useCardWords } from './useTermWords'

type Shown = { readonly member: MemberRow } & ReturnType<ReturnType<typeof useCardWords>>

const MemberCard = ({ member, skills, languages, availability }: Shown) => {
  const { t } = useTranslation()
  return (
    <li className={styles.card}>
      <h2>
        <Go to={`/members/${member.memberId}`}>
          <PersonName name={member.alias} />
        </Go>
      </h2>
      <p>{t(`members.role.${member.role}`)}</p>
      <MemberMarks member={member} />
      {skills.length > 0 && (
        <p>
          <b>{t('members.skills')}</b> {skills.join(', ')}
        </p>
      )}
      {languages.length > 0 && (
        <p>
          <b>{t('members.languages')}</b> {languages.join(', ')}
        </p>
      )}
      {availability !== null && (
        <p>
          <b>{t('members.availability')}</b> {availability}
        </p>
      )}
    </li>
  )
}

/** Everybody of the network, found by alias, skill or language. */
export const MemberList = () => {
  const { t } = useTranslation()
  const members = useView('member.list', undefined)
  const cards = useView('card.list', undefined)
  const wordsOf = useCardWords()
  const [typed, setTyped] = useState('')
  const rows = cards?.ok ? cards.value.cards : []
  const shown = (all: readonly MemberRow[]): readonly Shown[] =>
    all
      .map((member) => ({ member, ...wordsOf(rows.find((card) => card.memberId === member.memberId)) }))
      .filter(
        ({ member, skills, languages }) =>
          typed.trim() === '' || [member.alias, ...skills, ...languages].some((word) => finds(word, typed)),
      )
  const count = members?.ok ? members.value.members.filter(({ status }) => status === 'active').length : null
  return (
    <>
      <PageHead
        title={t('members.title')}
        lead={count === null ? t('members.waiting') : t('members.count', { count })}
      />
      <Stack>
        <MembersNav />
        <SearchBox label={t('members.search')} value={typed} onChange={setTyped} />
        <Viewed view={members}>
          {({ members: all }) => {
            const found = shown(all)
            return found.length === 0 ? (
              <EmptyState title={t('members.noneFound')}>
                <p>{t('members.noneFoundText')}</p>
              </EmptyState>
            ) : (
              <Cards>
                {found.map((one) => (
                  <MemberCard key={one.member.memberId} {...one} />
                ))}
              </Cards>
            )
          }}
        </Viewed>
      </Stack>
    </>
  )
}
