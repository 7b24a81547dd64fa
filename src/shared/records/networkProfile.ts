import { areaRecord } from '#shared/records/area'
import { committeeRecord, seatRecord } from '#shared/records/committee'
import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { choice, fixed, orElse } from '#shared/records/field'
import { houseCardRecord } from '#shared/records/houseCard'
import { houseFigureRecord } from '#shared/records/houseFigure'
import { memberCardRecord } from '#shared/records/memberCard'
import { defineRecord } from '#shared/records/record'
import { relayRecord } from '#shared/records/relay'
import { settingRecord } from '#shared/records/setting'
import { vocabularyTermRecord } from '#shared/records/vocabularyTerm'

/** What a network is: one of a country, or a region, whose members are delegates of networks. */
export const networkKinds = ['network', 'regional'] as const
/** A kind of network. It is shown, and decides nothing. */
export type NetworkKind = (typeof networkKinds)[number]

/** What stands at the top of the network's document. */
export const networkRecord = defineRecord('network', {
  kind: fixed(orElse(choice('safe', networkKinds), 'network')),
})

/** The network's document before anything is in it. */
export const emptyProfile = (kind: NetworkKind) => ({ v: 1, kind })

/** The document's name in the network space. */
export const profileDocument = 'profile'

/**
 * The network's own document, which every member reads and writes: committees with their seats, house cards, what houses share of
 * themselves to be counted, areas, the
 * cards of members, its settings, its relays, and terms that the network added.
 */
export const profileSpec = {
  space: 'network',
  isNamed: (name) => name === profileDocument,
  top: part(networkRecord, (values) => ({ data: values })),
  parts: {
    committees: part(committeeRecord, (values) => ({
      status: values.type ?? 'other',
      sort: values.name,
      label: values.name,
      data: values,
    })),
    seats: part(seatRecord, (values) => ({ sort: values.committeeId ?? '', data: values })),
    houses: part(houseCardRecord, (values) => ({
      status: values.status,
      sort: `${values.country} ${values.alias}`,
      label: values.alias,
      data: values,
    })),
    figures: part(houseFigureRecord, (values) => ({ sort: values.month ?? '', data: values })),
    areas: part(areaRecord, (values) => ({ sort: values.name, label: values.name, data: values })),
    cards: part(memberCardRecord, (values) => ({ status: values.availability ?? '', data: values })),
    relays: part(relayRecord, (values) => ({ sort: values.at, data: values })),
    settings: part(settingRecord, (values) => ({ sort: values.at, data: values }), { isAppendOnly: true }),
    terms: part(vocabularyTermRecord, (values) => ({ sort: `${values.list} ${values.code}`, data: values })),
  },
} as const satisfies DocumentSpec
