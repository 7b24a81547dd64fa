import { closedList, openList } from '#shared/vocabulary/vocabulary'

/**
 * Who she is and what she defends: all optional, as she says it herself, and only in bands. Worded for this tool from the
 * categories that IM-Defensoras, UDEFEGUA, Front Line Defenders and OHCHR publish.
 */
export const personLists = {
  ageBand: closedList({
    terms: ['age_0_5', 'age_6_11', 'age_12_17', 'age_18_24', 'age_25_34', 'age_35_44', 'age_45_59', 'age_60_plus'],
    special: ['unknown', 'not_asked', 'prefer_not'],
  }),
  genderIdentity: openList({
    terms: ['woman_cis', 'woman_trans', 'non_binary', 'man_trans', 'man'],
    special: ['other', 'unknown', 'not_asked', 'prefer_not'],
  }),
  /** Her people is an extension under `indigenous`: tables show no more than that. */
  ethnicIdentity: openList({
    terms: ['indigenous', 'garifuna_afro', 'mestiza'],
    special: ['other', 'unknown', 'not_asked', 'prefer_not'],
  }),
  setting: closedList({ terms: ['rural', 'urban', 'periurban'], special: ['unknown'] }),
  /** Simple answers, also those to the questions of a risk analysis. */
  yesNo: closedList({ terms: ['yes', 'no'], special: ['unknown', 'not_asked'] }),
  /** Which support she needs, rather than a diagnosis. */
  disabilitySupport: openList({
    many: true,
    terms: ['no_disability', 'no_support', 'mobility', 'seeing', 'hearing', 'understanding', 'emotional', 'daily_care'],
    special: ['other', 'unknown', 'not_asked', 'prefer_not'],
  }),
  defenderRole: openList({
    terms: [
      'leader',
      'member',
      'journalist',
      'lawyer',
      'human_rights_worker',
      'community_authority',
      'relative_searcher',
      'student',
    ],
    special: ['other', 'unknown', 'not_asked'],
  }),
  /** BCP 47 tags. */
  language: openList({
    many: true,
    terms: [
      'es',
      'en',
      'quc',
      'mam',
      'kek',
      'cak',
      'ixl',
      'nah',
      'yua',
      'tzh',
      'tzo',
      'zap',
      'mix',
      'cab',
      'miq',
      'len',
      'pt',
      'fr',
    ],
    special: ['other', 'unknown'],
  }),
  /** Rights or causes; the movements that she is part of have the same list. */
  cause: openList({
    many: true,
    terms: [
      'land_territory',
      'environment',
      'indigenous',
      'life_free_violence',
      'sexual_reproductive',
      'lgbti',
      'truth_justice',
      'search_disappeared',
      'labour',
      'domestic_maquila',
      'education',
      'health',
      'migrants',
      'sex_work',
      'expression',
      'civil_political',
      'anti_corruption',
      'peasant',
      'children_youth',
      'disability',
      'victims_support',
      'defence_of_defenders',
      'housing',
    ],
    special: ['other', 'unknown'],
  }),
}
