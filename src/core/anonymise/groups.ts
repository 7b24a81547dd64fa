/**
 * How terms of the vocabulary come together where fewer are told apart. A code that is the name of a term as well has the
 * name of its level before it.
 */

/** Causes in five groups and what is left. */
export const causeGroups: Readonly<Record<string, readonly string[]>> = {
  'group:land': ['land_territory', 'environment', 'indigenous', 'peasant'],
  'group:violence': ['life_free_violence', 'sexual_reproductive', 'lgbti', 'sex_work'],
  'group:justice': ['truth_justice', 'search_disappeared', 'victims_support', 'migrants'],
  'group:labour': ['labour', 'domestic_maquila', 'education', 'health', 'children_youth', 'disability', 'housing'],
  'group:expression': ['expression', 'civil_political', 'anti_corruption', 'defence_of_defenders'],
  'group:other': ['other'],
}

/** Gender identities: women, dissidents, and what is neither or not among these. */
export const identityGroups: Readonly<Record<string, readonly string[]>> = {
  'group:woman': ['woman_cis', 'woman_trans'],
  'group:dissident': ['non_binary', 'man_trans'],
  'group:other': ['man', 'other'],
}

/** What she is where she defends. */
export const roleGroups: Readonly<Record<string, readonly string[]>> = {
  'group:leader': ['leader', 'community_authority'],
  'group:member': ['member', 'human_rights_worker', 'journalist', 'lawyer'],
  'group:other': ['relative_searcher', 'student', 'other'],
}

/** Age bands as they are coded, in those that are published. Whoever is under age stays in one. */
export const ageGroups: Readonly<Record<string, readonly [string, string?]>> = {
  age_0_5: ['minor'],
  age_6_11: ['minor'],
  age_12_17: ['minor'],
  age_18_24: ['adult', 'age_18_34'],
  age_25_34: ['adult', 'age_18_34'],
  age_35_44: ['adult', 'age_35_59'],
  age_45_59: ['adult', 'age_35_59'],
  age_60_plus: ['adult', 'age_60'],
}

/** Her people is never told apart below this. */
export const ethnicGroups: Readonly<Record<string, string>> = {
  indigenous: 'indigenous',
  garifuna_afro: 'afro',
  mestiza: 'other',
  other: 'other',
}
