/**
 * Letters of other alphabets in Latin ones, so that "Яндекс" meets "Yandex" and "삼성" comes near "Samsung". One fixed
 * spelling each: what two spellings of one sound share is found by `soundOf`, not here. Han is left alone, as its reading depends on the language.
 */

const pairs = (text: string): [string, string][] =>
  text.split(' ').map((pair) => [[...pair][0] ?? '', [...pair].slice(1).join('')])

const LETTERS: ReadonlyMap<string, string> = new Map([
  // Latin letters whose accent is not a combining mark.
  ...pairs('ßss æae œoe øo đd ðd þth łl ħh ıi ŧt ŋn'),
  // Greek; the final sigma is a sigma.
  ...pairs('αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo'),
  // Cyrillic of Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian and Kazakh; the signs have no sound.
  ...pairs('аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya'),
  ...pairs('іi їi єye ґg ўu ђdj јj љlj њnj ћc џdz ѓgj ќkj ѕdz әa ғg қk ңn өo ұu үu һh'),
  // Armenian and Georgian.
  ...pairs(
    'աa բb գg դd եe զz էe ըy թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts ւv փp քk օo ֆf',
  ),
  ...pairs(
    'აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh',
  ),
])

const KANA = new Map(
  pairs(
    'アa イi ウu エe オo カka キki クku ケke コko ガga ギgi グgu ゲge ゴgo サsa シshi スsu セse ソso ザza ジji ズzu ゼze ゾzo ' +
      'タta チchi ツtsu テte トto ダda ヂji ヅzu デde ドdo ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho バba ビbi ブbu ベbe ボbo ' +
      'パpa ピpi プpu ペpe ポpo マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヲo ンn ヴvu ァa ィi ゥu ェe ォo ー ・',
  ),
)
const SMALL_KANA: Readonly<Record<string, string>> = { ャ: 'a', ュ: 'u', ョ: 'o' }

const HANGUL_FIRST = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ')
const HANGUL_VOWEL = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ')
const HANGUL_LAST = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ')

/** Lower case in Latin letters where the script has them; accents away, punctuation and spaces kept. */
export function inLatin(text: string): string {
  // oxlint-disable-next-line no-control-regex -- plain ASCII needs none of what follows
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase()
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f]/gu, '')
    .normalize('NFC')
  let latin = ''
  let doubled = false
  for (const letter of plain) {
    const code = letter.codePointAt(0) ?? 0
    if (code < 0x80) latin += letter
    else if (code >= 0xac00 && code <= 0xd7a3) latin += hangul(code - 0xac00)
    else if (code >= 0x3041 && code <= 0x30fc) {
      const kana = code <= 0x3096 ? String.fromCodePoint(code + 0x60) : letter
      if (kana === 'ッ') {
        doubled = true
        continue
      }
      const small = SMALL_KANA[kana]
      if (small !== undefined)
        latin = latin.replace(/(sh|ch|j)i$|i$/, (_, sibilant?: string) => sibilant ?? 'y') + small
      else {
        const sound = KANA.get(kana) ?? kana
        latin += doubled ? sound.slice(0, 1) + sound : sound
      }
      doubled = false
    } else latin += LETTERS.get(letter) ?? letter
  }
  return latin
}

function hangul(place: number): string {
  const first = Math.floor(place / 588)
  return `${HANGUL_FIRST[first]}${HANGUL_VOWEL[Math.floor((place % 588) / 28)]}${HANGUL_LAST[place % 28]}`
}

/**
 * A Latin word as it sounds, roughly, over Europe's spellings: "Müller" written Mueller, "Yandex" as Yandeks, "Philips" as
 * Filips, doubled letters once. Two words with one sound were most likely meant to be one.
 */
export function soundOf(word: string): string {
  let sound = ''
  for (let at = 0; at < word.length; at++) {
    const letter = word.charAt(at)
    const next = word.charAt(at + 1)
    let said = letter
    if (next === 'e' && (letter === 'a' || letter === 'o' || letter === 'u')) at++
    else if (next === 'h' && letter === 'p') {
      said = 'f'
      at++
    } else if (next === 'h' && (letter === 'c' || letter === 'k' || letter === 't')) {
      said = letter === 't' ? 't' : 'k'
      at++
    } else if (letter === 'c' || letter === 'q') said = letter === 'c' && (next === 'e' || next === 'i') ? 's' : 'k'
    else if (letter === 'y' || letter === 'j') said = 'i'
    else if (letter === 'w') said = 'v'
    else if (letter === 'x') said = 'ks'
    else if (letter === 'z') said = 's'
    if (said !== sound.slice(-said.length)) sound += said
  }
  return sound
}
