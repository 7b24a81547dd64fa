import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { ChoiceField } from '../../components/ChoiceField'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Stack } from '../../components/Layout'
import { MultiChoice } from '../../components/MultiChoice'
import { NumberField } from '../../components/NumberField'
import { Panel } from '../../components/Panel'
import { PlaceField } from '../../components/PlaceField'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { useCountries } from '../../i18n/useCountries'
import { useOptions } from '../../i18n/useLabel'
import type { OfferDraft } from './offerDraft'
import { validities } from './offerDraft'
import { YesNo } from './YesNo'

type Props = {
  readonly value: OfferDraft
  readonly put: (part: Partial<OfferDraft>) => void
  /** What is missing is said only after somebody tried to send it. */
  readonly missing: Readonly<Record<string, boolean>>
  /** The house's own laptop counts its places: nobody types them. */
  readonly isCounted: boolean
}

/** Everything that a card says of a house. Never where it is. */
export const OfferFields = ({ value, put, missing, isCounted }: Props) => {
  const { t } = useTranslation()
  const types = useOptions('houseType')
  const languages = useOptions('language').filter(({ isSpecial }) => !isSpecial)
  const services = useOptions('supportMeasure').filter(({ isSpecial }) => !isSpecial)
  const countries = useCountries()
  const members = useView('member.list', undefined)
  const people = members?.ok ? members.value.members.filter(({ status }) => status === 'active') : []
  const lacks = (field: string): string | null => (missing[field] ? t(`houses.offer.missing.${field}`) : null)
  return (
    <Stack>
      <Panel title={t('houses.offer.house')}>
        <Stack>
          <TextField
            label={t('houses.offer.alias')}
            help={t('houses.offer.aliasHelp')}
            most={80}
            failure={lacks('alias')}
            value={value.alias}
            onChange={(alias) => put({ alias })}
          />
          <PlaceField
            label={t('houses.country')}
            options={countries}
            failure={lacks('country')}
            value={value.country}
            onChange={(country) => put({ country })}
          />
          <TextField
            label={t('houses.offer.zone')}
            help={t('houses.offer.zoneHelp')}
            most={80}
            value={value.zone}
            onChange={(zone) => put({ zone })}
          />
          <ChoiceField
            label={t('houses.offer.type')}
            options={types}
            value={value.type}
            onChange={(type) => put({ type })}
          />
        </Stack>
      </Panel>
      <Panel title={t('houses.offer.places')}>
        <Stack>
          {isCounted ? (
            <p>{t('houses.offer.counted')}</p>
          ) : (
            <>
              <NumberField
                label={t('houses.offer.total')}
                most={1000}
                failure={lacks('placesTotal')}
                value={value.placesTotal}
                onChange={(placesTotal) => put({ placesTotal })}
              />
              <NumberField
                label={t('houses.offer.free')}
                help={t('houses.offer.freeHelp')}
                most={1000}
                failure={lacks('placesFree')}
                value={value.placesFree}
                onChange={(placesFree) => put({ placesFree })}
              />
            </>
          )}
          <NumberField
            label={t('houses.offer.stay')}
            least={1}
            most={3650}
            value={value.maxStayDays}
            onChange={(maxStayDays) => put({ maxStayDays })}
          />
          <ChoiceRow
            label={t('houses.offer.valid')}
            help={t('houses.offer.validHelp')}
            options={validities.map((hours) => ({ id: String(hours), label: t(`houses.valid.${hours}`) }))}
            value={String(value.validHours)}
            onChange={(hours) => put({ validHours: Number(hours) })}
          />
        </Stack>
      </Panel>
      <Panel title={t('houses.offer.who')}>
        <Stack>
          {(['acceptsChildren', 'accessible', 'acceptsPets', 'acceptsFromOtherCountries'] as const).map((field) => (
            <YesNo
              key={field}
              label={t(`houses.offer.${field}`)}
              value={value[field]}
              onChange={(said) => put({ [field]: said })}
            />
          ))}
          <TextArea
            label={t('houses.offer.fit')}
            help={t('houses.offer.fitHelp')}
            most={2000}
            value={value.fit}
            onChange={(fit) => put({ fit })}
          />
          <MultiChoice
            label={t('houses.offer.languages')}
            options={languages}
            value={value.languages}
            onChange={(ids) => put({ languages: ids })}
          />
          <MultiChoice
            label={t('houses.offer.services')}
            options={services}
            value={value.services}
            onChange={(ids) => put({ services: ids })}
          />
        </Stack>
      </Panel>
      <Panel title={t('houses.offer.answers')}>
        <Stack>
          <MultiChoice
            label={t('houses.offer.contacts')}
            help={t('houses.offer.contactsHelp')}
            options={people.map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
            value={value.contacts}
            onChange={(contacts) => put({ contacts })}
          />
          <NumberField
            label={t('houses.offer.response')}
            most={720}
            value={value.responseHours}
            onChange={(responseHours) => put({ responseHours })}
          />
        </Stack>
      </Panel>
    </Stack>
  )
}
