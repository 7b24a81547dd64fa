import type { Telling } from '#cli/practice/smallCases'
import type { CommandInput } from '#shared/contract/commands'

type Story = ((telling: Telling) => Promise<void>) & { readonly opening: CommandInput<'case.open'> }

const story = (opening: CommandInput<'case.open'>, tell: (telling: Telling) => Promise<void>): Story =>
  Object.assign(tell, { opening })

/** Three questions of the gender block, answered. */
const genderBlock = [
  { question: 'family_support', answer: 'yes', note: 'Su hermana duerme en la casa los fines de semana.' },
  { question: 'sole_carer', answer: 'yes', note: '' },
  { question: 'rest_last_month', answer: 'no', note: 'Quiere volver al río, aunque sea una tarde.' },
]

/** In accompaniment: two analyses, a plan that was looked through with her, measures under way. */
export const accompanied = story(
  {
    kindOfSubject: 'defender',
    country: 'GT',
    department: 'Departamento 4',
    priority: 'high',
    alias: 'Nube',
    intakeChannel: 'in_person',
    sphere: 'political',
    needs: ['accompaniment', 'shelter', 'psychosocial'],
    summaryInternal:
      'Acompaña a su comunidad en el cuidado del río. Desde hace unas semanas recibe llamadas sin voz y un carro pasa despacio frente a su casa. Pidió compañía y pensar juntas un plan. Tiene una niña de ocho años que va a la escuela cercana.',
  },
  async ({ on, measure, agreed, shop }) => {
    const { personId } = await on(-30, 'case.addPerson', {
      relationToCase: 'defender',
      chosenName: 'Nube',
      safeContactRules: 'Llamar después de las siete. Si contesta otra persona, preguntar por las semillas.',
      ageBand: 'age_35_44',
      genderIdentity: 'woman_cis',
      ethnicIdentity: 'indigenous',
      languages: ['quc', 'es'],
      role: 'community_authority',
      causes: ['land_territory', 'environment'],
      dependants: 1,
    })
    await on(-30, 'case.addPerson', { relationToCase: 'child', chosenName: 'Semilla', ageBand: 'age_6_11' })
    await agreed(-30, personId, 'keep_file', 'share_team', 'aggregate_stats', 'share_other_network')
    const told = {
      country: 'GT',
      department: 'Departamento 4',
      setting: 'rural',
      target: 'personal',
      perpetrators: [{ category: 'unknown' }],
      causeLinked: 'yes',
      causes: ['land_territory'],
      sources: ['defender'],
      persons: [personId],
    }
    await on(-29, 'case.addAggression', {
      ...told,
      date: { from: shop.clock.day(-45), to: shop.clock.day(-31), precision: 'range' },
      types: ['surveillance'],
      placeType: 'home',
      genderDimension: 'yes',
      indicators: ['domestic_space', 'motherhood'],
      relativesAlso: ['child'],
      narrative:
        'Un carro sin placas pasa despacio frente a la casa, casi siempre a la hora de la salida de la escuela.',
    })
    await on(-29, 'case.addAggression', {
      ...told,
      date: { from: shop.clock.day(-33), precision: 'approximate' },
      types: ['harassment'],
      placeType: 'other',
      genderDimension: 'not_determinable',
      narrative: 'Llamadas en las que nadie habla, siempre desde números distintos.',
    })
    const vulnerabilities = [
      { domain: 'home', text: 'La puerta de atrás no cierra bien.', level: 4 },
      { domain: 'travel', text: 'Hace sola el camino a la asamblea.', level: 3 },
    ]
    await on(-28, 'case.addRiskAnalysis', {
      threats: [{ source: 'Alguien con interés en el río', pattern: 'Carro y llamadas', likelihood: 4, impact: 3 }],
      vulnerabilities,
      capacities: [{ domain: 'community', text: 'La asamblea la cuida y la escucha.', level: 2 }],
      genderBlock,
      steps: {
        facts: 'Un carro y llamadas, desde hace tres semanas.',
        actions: 'Que no viaje sola y arreglar la puerta.',
      },
    })
    await on(-28, 'case.setStatus', { status: 'active' })
    const { planId } = await on(-26, 'case.addPlan', {
      kind: 'security',
      objectives: 'Que Nube y su niña puedan dormir tranquilas, ir a la escuela y seguir en la asamblea.',
      agreedWithDefender: true,
      agreedOn: shop.clock.day(-26),
      reviewedOn: shop.clock.day(-6),
      sharedSheet: true,
    })
    await measure(-26, { type: 'accompaniment', planId, text: 'Dos compañeras van con ella a la asamblea.' }, 'ongoing')
    await measure(
      -25,
      { type: 'physical_security', planId, text: 'Puerta nueva y una luz en el patio.' },
      'arranged',
      'done',
    )
    await measure(
      -6,
      { type: 'shelter', planId, text: 'Unos días en una casa tranquila, con la niña.' },
      'arranged',
      'ongoing',
    )
    await measure(-3, { type: 'psychosocial', text: 'Una tarde a la semana, si ella quiere.', due: shop.clock.day(4) })
    await on(-27, 'case.addNote', {
      kind: 'visit',
      text: 'Nos recibió con café. Está cansada y de buen ánimo: dice que saber que somos varias le ayuda.',
    })
    await on(-6, 'case.addNote', {
      kind: 'call',
      text: 'La niña pregunta si puede llevar sus cuadernos. Claro que sí.',
    })
    await on(-5, 'case.addRiskAnalysis', {
      threats: [{ source: 'Alguien con interés en el río', pattern: 'El carro ya no pasa', likelihood: 2, impact: 3 }],
      vulnerabilities: [{ domain: 'travel', text: 'Hace sola el camino a la asamblea.', level: 3 }],
      capacities: [
        { domain: 'community', text: 'La asamblea la cuida y la escucha.', level: 3 },
        { domain: 'home', text: 'Puerta y luz nuevas.', level: 3 },
      ],
      genderBlock,
    })
  },
)

/** Being assessed: a first talk, an analysis that is overdue for a look, nothing decided. */
export const underAssessment = story(
  {
    kindOfSubject: 'defender',
    country: 'HN',
    department: 'Departamento 2',
    priority: 'medium',
    alias: 'Lluvia',
    intakeChannel: 'signal',
    sphere: 'political',
    summaryInternal:
      'Periodista de una radio comunitaria. Le quitaron el acceso a sus cuentas y publicaron cosas falsas sobre ella. Quiere recuperar sus cuentas y saber quién más puede ver sus mensajes.',
  },
  async ({ on, agreed, shop }) => {
    const { personId } = await on(-17, 'case.addPerson', {
      relationToCase: 'defender',
      chosenName: 'Lluvia',
      ageBand: 'age_25_34',
      role: 'journalist',
      causes: ['expression'],
      languages: ['es'],
    })
    await agreed(-17, personId, 'keep_file', 'share_team')
    await on(-16, 'case.setStatus', { status: 'assessing' })
    await on(-16, 'case.addAggression', {
      date: { from: shop.clock.day(-19), precision: 'exact' },
      country: 'HN',
      types: ['account_attack', 'smear_campaign'],
      placeType: 'online',
      target: 'personal',
      genderDimension: 'yes',
      indicators: ['leadership_devalued'],
      perpetrators: [{ category: 'private', level2: 'online_unknown' }],
      causes: ['expression'],
      sources: ['defender', 'social_media'],
      persons: [personId],
      isPublic: true,
    })
    await on(-16, 'case.addRiskAnalysis', {
      threats: [{ source: 'Cuentas anónimas', likelihood: 4, impact: 3 }],
      vulnerabilities: [{ domain: 'communication_digital', text: 'Una sola contraseña para todo.', level: 4 }],
      capacities: [{ domain: 'organisation', text: 'La radio la respalda.', level: 2 }],
    })
    await on(-15, 'case.addNote', {
      kind: 'call',
      text: 'Cambió sus contraseñas con ayuda del equipo digital. Duerme mejor desde que apaga el teléfono por la noche.',
    })
  },
)

/** In follow-up: she was away some days and is home again. */
export const goingHome = story(
  {
    kindOfSubject: 'family',
    country: 'MX',
    department: 'Departamento 9',
    priority: 'low',
    alias: 'Maíz',
    intakeChannel: 'phone',
    sphere: 'community',
    summaryInternal:
      'Maestra rural que acompaña a las familias de su comunidad. Necesitó descansar lejos unos días con su mamá. Ya está en su casa y da clases otra vez.',
  },
  async ({ on, measure, agreed, shop }) => {
    const { personId } = await on(-38, 'case.addPerson', {
      relationToCase: 'defender',
      chosenName: 'Maíz',
      ageBand: 'age_45_59',
      causes: ['education'],
      dependants: 1,
    })
    await on(-38, 'case.addPerson', { relationToCase: 'relative', chosenName: 'Doña Raíz', ageBand: 'age_60_plus' })
    await agreed(-38, personId, 'keep_file', 'share_team', 'contact_later')
    await on(-38, 'case.setConsent', { purpose: 'aggregate_stats', state: 'refused', person: personId, how: 'oral' })
    await on(-37, 'case.addAggression', {
      date: { from: shop.clock.day(-42), precision: 'month' },
      country: 'MX',
      types: ['false_information'],
      placeType: 'community_territory',
      target: 'personal',
      genderDimension: 'no',
      sources: ['relative'],
    })
    await on(-37, 'case.addRiskAnalysis', {
      threats: [{ source: 'Rumores en la comunidad', likelihood: 2, impact: 2 }],
      vulnerabilities: [{ domain: 'rest_self_care', text: 'Lleva meses sin un día libre.', level: 3 }],
      capacities: [{ domain: 'community', text: 'Las familias la quieren.', level: 4 }],
    })
    await on(-37, 'case.setStatus', { status: 'active' })
    const { planId } = await on(-36, 'case.addPlan', {
      kind: 'self_care',
      objectives: 'Descansar diez días y volver sin prisa.',
      agreedWithDefender: true,
      reviewedOn: shop.clock.day(-20),
    })
    await measure(
      -36,
      { type: 'rest', planId, text: 'Diez días en una casa de descanso, con su mamá.', satisfaction: 4 },
      'ongoing',
      'done',
    )
    await on(-24, 'case.addNote', {
      kind: 'visit',
      text: 'Volvieron las dos. Trajo una maceta de albahaca para la casa que las recibió.',
    })
    await on(-20, 'case.setStatus', { status: 'follow_up' })
    await on(-10, 'case.addFollowUp', {
      on: shop.clock.day(-10),
      outcomes: { safety: 3, returnHome: 4, emotional: 3, economic: 2, continuesActivism: 4 },
      text: 'Dice que camina por las tardes. Quiere que la llamemos en un mes.',
    })
  },
)

/** Just received: the four fields, and a first note. */
export const justArrived = story(
  {
    kindOfSubject: 'organisation',
    country: 'SV',
    priority: 'urgent',
    alias: 'Taller de la esquina',
    summaryInternal:
      'Un grupo de costureras que defiende sus derechos en el trabajo. Les avisaron que tienen que dejar el local. Piden una reunión esta semana.',
  },
  async ({ on }) => {
    await on(-1, 'case.addNote', {
      kind: 'call',
      text: 'Llamó una de ellas. Prefieren que vayamos dos y que sea por la mañana.',
    })
  },
)
