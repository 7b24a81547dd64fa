/** Numbers in words, folded, as sources of patterns. */

const unitsEs = 'uno|una|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve'
const unitsEn = 'one|two|three|four|five|six|seven|eight|nine'
const teensEs =
  'diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|veinte|veinti(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)'
const teensEn = 'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'
const tensEs = 'treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa'
const tensEn = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'

/** One to ninety-nine. */
export const upToNinetyNine = `(?:(?:${tensEs})(?: y (?:${unitsEs}))?|(?:${tensEn})(?:[ -](?:${unitsEn}))?|${teensEs}|${teensEn}|${unitsEs}|${unitsEn})`

/** One piece of a number that is read out. */
export const spokenDigit = `(?:cero|zero|oh|${tensEs}|${tensEn}|${teensEs}|${teensEn}|${unitsEs}|${unitsEn})`

/** First to thirty-first; in Spanish only the first is not a plain number. */
export const dayWord = `(?:primero|primer|treinta y uno|treinta|${teensEs}|${unitsEs}|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)`
