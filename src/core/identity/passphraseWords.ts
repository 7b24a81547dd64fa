import { wordlist } from '@scure/bip39/wordlists/spanish.js'
import { randomBytes } from '#core/crypto/randomBytes'

/** Words of the list that nobody should have to write every morning. */
const unkind = new Set(
  (
    'abuso amargo ataque basura bomba bruja cadáver cáncer cañón cárcel cerdo crimen delito diablo dolor droga ' +
    'enfermo espada feo fraude fusil golpe gordo grito guerra herir ladrón llanto mafia matar miedo militar morir ' +
    'muerte odio pánico pegar pelea peligro perro pobre puñal rehén sangre sexo soldado terror tonto triste tropa ' +
    'tumba veneno víctima acoso obeso enemigo ilegal azote asalto robo ira fobia culpa pena sucio vicio'
  ).split(' '),
)
const words = wordlist.map((word) => word.normalize('NFC'))

/** A word of the 2,048 by eleven random bits; an unkind one is drawn again. */
const draw = (): string => {
  for (;;) {
    const [high = 0, low = 0] = randomBytes(2)
    const word = words[(high * 256 + low) % words.length]
    if (word !== undefined && !unkind.has(word)) return word
  }
}

/** A fresh passphrase of seven words (76 bits) of the Spanish BIP-39 list. */
export const createPassphrase = (): string => Array.from({ length: 7 }, draw).join(' ')
