import { closedList, family, openList } from '#shared/vocabulary/vocabulary'

/**
 * Who is said to have done it: two levels, and a roll-up for the coarsest tables. One field holds one term; an aggression
 * has as many perpetrators as were told. Worded for this tool from the categories that IM-Defensoras, UDEFEGUA, Front
 * Line Defenders and HURIDOCS publish.
 */
export const perpetratorLists = {
  perpetrator: openList({
    terms: [
      ...family({ code: 'state', rollUp: 'state' }, [
        'police_national',
        'police_local',
        'military',
        'authority_national',
        'authority_state',
        'authority_local',
        'judiciary_prosecution',
        'legislator_party',
        'prison',
        'migration',
        'public_servant_education_health',
      ]),
      ...family({ code: 'private', rollUp: 'non_state' }, [
        'company_national',
        'company_transnational',
        'private_security',
        'landowner',
        'media',
        'church_fundamentalist',
        'online_unknown',
      ]),
      ...family({ code: 'armed', rollUp: 'non_state' }, ['organised_crime', 'gang', 'paramilitary', 'hitman']),
      ...family({ code: 'close', rollUp: 'non_state' }, [
        'partner',
        'ex_partner',
        'family',
        'community',
        'own_organisation',
        'own_movement',
        'workplace',
      ]),
      // Nothing is said of a state in `other`: taking it for a non-state actor would say too much.
      { code: 'other', rollUp: 'unknown', special: true },
      { code: 'unknown', rollUp: 'unknown', special: true },
    ],
  }),
  involvement: openList({
    terms: ['direct', 'ordered', 'tolerated', 'suspected'],
    special: ['other', 'unknown'],
  }),
  perpetratorNumber: closedList({
    terms: ['one', 'two', 'three', 'four_to_ten', 'over_ten'],
    special: ['unknown'],
  }),
}
