import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { PersonName } from '../../components/Discreet'
import { Facts } from '../../components/Facts'
import { Go } from '../../components/Go'
import { ArrowLeft } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { Viewed } from '../../components/Viewed'
import { RestOf } from '../shifts/RestOf'
import { MemberActions } from './MemberActions'
import { MemberMarks } from './MemberMarks'
import { useMe } from './useMe'
import { useCardWords } from './useTermWords'

/** One member: her card, how she stands, and, for who facilitates in full, what may be done. */
export const MemberScreen = ({ memberId }: { readonly memberId: string }) => {
  const { t } = useTranslation()
  const members = useView('member.list', undefined)
  const cards = useView('card.list', undefined)
  const wordsOf = useCardWords()
  const { me, isFull } = useMe()
  const card = cards?.ok ? cards.value.cards.find((one) => one.memberId === memberId) : undefined
  const { skills, languages, availability } = wordsOf(card)
  const none = t('members.notTold')
  return (
    <Viewed view={members}>
      {({ members: all }) => {
        const member = all.find((one) => one.memberId === memberId)
        if (!member)
          return (
            <>
              <PageHead title={t('members.title')} />
              <Notice title={t('members.notHere')}>
                <Go to="/members">{t('members.back')}</Go>
              </Notice>
            </>
          )
        return (
          <>
            <PageHead
              kicker={<Go to="/members">{t('members.title')}</Go>}
              title={<PersonName name={member.alias} />}
              lead={t(`members.role.${member.role}`)}
            />
            <Stack>
              <Panel title={t('members.whatIsSeen')}>
                <Stack>
                  <MemberMarks member={member} />
                  <Facts
                    facts={[
                      { id: 'skills', label: t('members.skills'), value: skills.join(', ') || none },
                      { id: 'languages', label: t('members.languages'), value: languages.join(', ') || none },
                      { id: 'availability', label: t('members.availability'), value: availability ?? none },
                      { id: 'rest', label: t('members.rest'), value: <RestOf memberId={memberId} /> },
                    ]}
                  />
                  {me?.memberId === memberId && (
                    <Row>
                      <Go to="/members/card" look="plain">
                        {t('members.card.change')}
                      </Go>
                    </Row>
                  )}
                </Stack>
              </Panel>
              {isFull && me?.memberId !== memberId && <MemberActions member={member} />}
              <Row>
                <Go to="/members" look="quiet">
                  <ArrowLeft aria-hidden="true" size={18} />
                  {t('members.back')}
                </Go>
              </Row>
            </Stack>
          </>
        )
      }}
    </Viewed>
  )
}
