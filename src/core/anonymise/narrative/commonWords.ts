/** Words of every day that are also names of people, places or groups: by themselves, in small letters, they name nobody. */
export const commonWords: ReadonlySet<string> = new Set(
  (
    'abril africa alba alegria alma amada amor amparo angel angeles arcos asuncion aurora azucena barrios blanca bella bravo cabanas ' +
    'cabrera campos cano caridad carmen carranza casa casas castillo cayo celeste cielo clara claro colon concepcion consuelo corona ' +
    'cortes costa cruz cuevas delgado dios dolores dulce duque encarnacion esmeralda espejo esperanza estrella fe felicidad flor flores ' +
    'fuente fuentes gallo garza gloria gracia gracias granada guerra guerrero hidalgo herrera hierro iglesias iluminada inocencia isla ' +
    'islas jardin jazmin justa leon libertad libre lima limon linda lirio llanos lobo luna luz maya mar mares marina marte martes mayo ' +
    'mayor mendigo mercado mercedes milagro milagros miel monte montes mora moreno morena muro navidad nieves nino nube olivo orange ' +
    'paloma palma palacios paraiso pardo pastor paso paz pena perla piedad pilar pino plata prado presentacion primavera progreso ' +
    'puerta puerto reina remedios rey reyes rica rico rincon rio rios rivas rocio rojas romero rosa rosario rosas rubia rubio salud ' +
    'salvador santa santo santos selva sierra silva socorro sol soledad soto tierra toledo toro torre torres trigo trinidad union valle ' +
    'vega vela vera verdad vergara victoria vida villa violeta virtud viva zapata colectiva colectivo mujer mujeres defensora defensoras ' +
    'derechos humanos red redes comite consejo movimiento asociacion fundacion centro instituto grupo frente alianza comunidad pueblo ' +
    'pueblos indigena indigenas organizacion organizaciones hogar refugio campesina campesinas feminista feministas dignidad justicia ' +
    'memoria nacional popular tejido ceiba bahia segovia nueva sur norte este oeste alta baja ' +
    'amber april art ash august autumn bill bishop brook brooks brown church christian church cook dawn day eve faith field fields ' +
    'fern frank gene grace grant green harmony hazel heather hill holly hope hunter iris ivy jack jasmine joy june king lily little ' +
    'long love mark may mercy mason miles melody olive pat patience pearl penny price read reed rich river rivers robin rose ruby sage ' +
    'skip sky star stone sue summer taylor violet walk ward wells west white will wood woods young women woman rights human network ' +
    'group house shelter home council committee association foundation center centre community people peoples justice'
  ).split(' '),
)

/** Words that stand between those of a name. */
export const particles: ReadonlySet<string> = new Set(
  'de del la las el los lo y e i a al en por para con do da dos von van of the and for san don dona senora senor sra sr lic'.split(
    ' ',
  ),
)
