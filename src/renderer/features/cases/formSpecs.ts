import type { CommandName } from '#shared/contract/commands'
import type { VocabularyName } from '#shared/vocabulary/terms'
import type { Tab } from './file'

/** How a field is asked. `cards`: with the three ways of not answering. `past`: a day that is not after today. */
type Asked =
  | {
      readonly as:
        | 'words'
        | 'day'
        | 'past'
        | 'flag'
        | 'country'
        | 'department'
        | 'member'
        | 'plan'
        | 'persons'
        | 'agreement'
        | 'outcomes'
    }
  | { readonly as: 'line'; readonly most?: number }
  | { readonly as: 'term' | 'cards' | 'terms'; readonly list: VocabularyName }
  | { readonly as: 'choice'; readonly codes: readonly string[] }
  | { readonly as: 'count'; readonly most: number }

/** One field of a form. Its words: `caseFile.field.<record>.<name>`, and `caseFile.help.…` where there is help. */
export type FieldSpec = Asked & {
  readonly name: string
  /** Without it nothing is sent. */
  readonly isNeeded?: boolean
  /** Written once: not asked again. */
  readonly isOnce?: boolean
}

/** Fields under one title: `caseFile.section.<record>.<title>`. */
type SectionSpec = {
  readonly title: string
  /** Closed until somebody opens it. */
  readonly isVeiled?: boolean
  readonly fields: readonly FieldSpec[]
}

/** A part of a case that is added and changed by a form. */
export type RecordSpec = {
  /** The part of the document that its rows are in; null: the top of it. */
  readonly part: 'persons' | 'plans' | 'measures' | 'referrals' | 'mechanisms' | 'relocations' | 'followUps' | null
  /** What the id of a row is called. */
  readonly id: string
  /** null: there is one, and it is only changed. */
  readonly add: CommandName | null
  readonly tab: Tab
  /** One section at a time: too much for one screen. */
  readonly isStepped?: boolean
  readonly sections: readonly SectionSpec[]
}

/** Every form of a case that is made of fields alone, by its word in the address. */
export const formSpecs = {
  facts: {
    part: null,
    id: 'caseId',
    add: null,
    tab: 'summary',
    isStepped: true,
    sections: [
      {
        title: 'main',
        fields: [
          { name: 'alias', as: 'line', most: 200 },
          { name: 'priority', as: 'term', list: 'priority' },
          { name: 'nextReview', as: 'day' },
        ],
      },
      {
        title: 'needs',
        fields: [{ name: 'needs', as: 'terms', list: 'supportMeasure' }],
      },
      {
        title: 'place',
        fields: [
          { name: 'country', as: 'country' },
          { name: 'department', as: 'department' },
          { name: 'municipality', as: 'line', most: 80 },
        ],
      },
      {
        title: 'more',
        fields: [
          { name: 'sphere', as: 'term', list: 'sphere' },
          { name: 'intakeChannel', as: 'term', list: 'channel' },
          { name: 'secrecyLevel', as: 'term', list: 'secrecy' },
        ],
      },
    ],
  },
  person: {
    part: 'persons',
    id: 'personId',
    add: 'case.addPerson',
    tab: 'people',
    isStepped: true,
    sections: [
      {
        title: 'who',
        fields: [
          { name: 'chosenName', as: 'line', isNeeded: true },
          { name: 'relationToCase', as: 'term', list: 'relationToCase', isNeeded: true },
        ],
      },
      {
        title: 'age',
        fields: [{ name: 'ageBand', as: 'cards', list: 'ageBand' }],
      },
      {
        title: 'gender',
        fields: [{ name: 'genderIdentity', as: 'cards', list: 'genderIdentity' }],
      },
      {
        title: 'ethnic',
        fields: [{ name: 'ethnicIdentity', as: 'cards', list: 'ethnicIdentity' }],
      },
      {
        title: 'role',
        fields: [{ name: 'role', as: 'cards', list: 'defenderRole' }],
      },
      {
        title: 'defends',
        fields: [
          { name: 'languages', as: 'terms', list: 'language' },
          { name: 'causes', as: 'terms', list: 'cause' },
          { name: 'organisation', as: 'line' },
          { name: 'dependants', as: 'count', most: 60 },
        ],
      },
      {
        title: 'private',
        isVeiled: true,
        fields: [
          { name: 'legalName', as: 'line' },
          { name: 'contact', as: 'line' },
          { name: 'safeContactRules', as: 'words' },
          { name: 'emergencyContact', as: 'line' },
          { name: 'documentsHeld', as: 'line' },
          { name: 'migrationStatus', as: 'line' },
        ],
      },
      {
        title: 'health',
        isVeiled: true,
        fields: [
          { name: 'disability', as: 'terms', list: 'disabilitySupport' },
          { name: 'health', as: 'words' },
        ],
      },
    ],
  },
  plan: {
    part: 'plans',
    id: 'planId',
    add: 'case.addPlan',
    tab: 'plan',
    sections: [
      {
        title: 'main',
        fields: [
          { name: 'kind', as: 'term', list: 'planKind', isNeeded: true },
          { name: 'objectives', as: 'words' },
          { name: 'agreedWithDefender', as: 'flag' },
          { name: 'agreedOn', as: 'past' },
          { name: 'sharedSheet', as: 'flag' },
          { name: 'reviewedOn', as: 'past' },
          { name: 'reviewOn', as: 'day' },
        ],
      },
    ],
  },
  measure: {
    part: 'measures',
    id: 'measureId',
    add: 'case.addMeasure',
    tab: 'plan',
    sections: [
      {
        title: 'main',
        fields: [
          { name: 'type', as: 'term', list: 'supportMeasure', isNeeded: true },
          { name: 'text', as: 'words' },
          { name: 'planId', as: 'plan' },
          { name: 'owner', as: 'member' },
          { name: 'provider', as: 'line' },
          { name: 'due', as: 'day' },
        ],
      },
    ],
  },
  referral: {
    part: 'referrals',
    id: 'referralId',
    add: 'case.addReferral',
    tab: 'plan',
    sections: [
      {
        title: 'main',
        fields: [
          { name: 'consentId', as: 'agreement', isNeeded: true, isOnce: true },
          { name: 'purpose', as: 'words' },
          { name: 'dataShared', as: 'words' },
          { name: 'sentOn', as: 'past' },
          { name: 'answer', as: 'words' },
        ],
      },
    ],
  },
  mechanism: {
    part: 'mechanisms',
    id: 'mechanismId',
    add: 'case.addMechanism',
    tab: 'plan',
    sections: [
      {
        title: 'main',
        fields: [
          { name: 'body', as: 'term', list: 'mechanismBody', isNeeded: true },
          { name: 'measure', as: 'words' },
          { name: 'requestedOn', as: 'past' },
          { name: 'grantedOn', as: 'past' },
          { name: 'implemented', as: 'choice', codes: ['no', 'partial', 'yes'] },
          { name: 'reviewOn', as: 'day' },
        ],
      },
    ],
  },
  relocation: {
    part: 'relocations',
    id: 'relocationId',
    add: 'case.addRelocation',
    tab: 'plan',
    sections: [
      {
        title: 'main',
        fields: [
          { name: 'originCoarse', as: 'line' },
          { name: 'destinationCoarse', as: 'line' },
          { name: 'persons', as: 'persons' },
          { name: 'start', as: 'day' },
          { name: 'plannedEnd', as: 'day' },
          { name: 'escort', as: 'line' },
          { name: 'isAbroad', as: 'flag' },
          { name: 'notes', as: 'words' },
        ],
      },
    ],
  },
  followup: {
    part: 'followUps',
    id: 'followUpId',
    add: 'case.addFollowUp',
    tab: 'summary',
    sections: [
      {
        title: 'main',
        fields: [
          { name: 'on', as: 'past' },
          { name: 'outcomes', as: 'outcomes' },
          { name: 'text', as: 'words' },
        ],
      },
    ],
  },
} as const satisfies Readonly<Record<string, RecordSpec>>

/** The word of a form in the address. */
export type FormName = keyof typeof formSpecs
/** Whether there is such a form. */
export const isFormName = (word: string): word is FormName => Object.hasOwn(formSpecs, word)
