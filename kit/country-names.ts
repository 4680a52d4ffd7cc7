import { countryName } from './countries.ts'

/** ISO 3166-1: the two-letter code, then the three-letter one. XK is Kosovo, which everybody uses. */
const CODES = `AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE
BA BIH BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS BT BTN BV BVT
BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN CO COL CR CRI CU CUB CV CPV
CW CUW CX CXR CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN
FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF GG GGY GH GHA GI GIB GL GRL GM GMB GN GIN GP GLP GQ GNQ
GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT
IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM
KZ KAZ LA LAO LB LBN LC LCA LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG
MH MHL MK MKD ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM
NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG PH PHL PK PAK
PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB RU RUS RW RWA SA SAU SB SLB SC SYC SD SDN
SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD ST STP SV SLV SX SXM SY SYR SZ SWZ TC TCA
TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI
US USA UY URY UZ UZB VA VAT VC VCT VE VEN VG VGB VI VIR VN VNM VU VUT WF WLF WS WSM XK XKX YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE`

/** Names that people and CRMs write beside the English ones of Unicode. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  US: 'united states of america|u s a|u s',
  GB: 'uk|u k|great britain|britain|england|scotland|wales|northern ireland|united kingdom of great britain and northern ireland',
  KR: 'korea|korea republic of|republic of korea|korea south',
  KP: 'korea democratic peoples republic of',
  RU: 'russian federation',
  CZ: 'czech republic',
  MK: 'macedonia|republic of north macedonia|macedonia the former yugoslav republic of',
  CI: 'ivory coast|cote d ivoire',
  NL: 'holland|the netherlands',
  AE: 'uae|emirates',
  VN: 'viet nam',
  MO: 'macau|macao',
  HK: 'hong kong',
  TW: 'taiwan province of china',
  TR: 'turkey|turkiye',
  MM: 'burma|myanmar',
  SZ: 'swaziland',
  CV: 'cape verde',
  CD: 'congo the democratic republic of the|democratic republic of the congo|drc',
  CG: 'congo|republic of the congo',
  IR: 'iran islamic republic of',
  SY: 'syrian arab republic',
  LA: 'lao peoples democratic republic',
  MD: 'moldova republic of|republic of moldova',
  TZ: 'tanzania united republic of',
  BO: 'bolivia plurinational state of',
  VE: 'venezuela bolivarian republic of',
  BN: 'brunei darussalam',
  PS: 'palestine|palestine state of',
  BS: 'the bahamas',
  GM: 'the gambia',
  TL: 'east timor',
  VA: 'holy see',
  CN: 'peoples republic of china|prc|mainland china',
  IE: 'republic of ireland',
  FM: 'micronesia federated states of',
  VG: 'virgin islands british',
  VI: 'virgin islands u s',
  DE: 'deutschland',
  ES: 'espana',
  BR: 'brasil',
}

const byName = new Map<string, string>()
const words = CODES.split(/\s/)
for (let at = 0; at + 1 < words.length; at += 2) {
  const [two = '', three = ''] = [words[at], words[at + 1]]
  const alsoCalled = ALSO_CALLED[two]?.split('|') ?? []
  for (const name of [two, three, countryName(two), ...alsoCalled]) byName.set(plain(name), two)
}

/** The two-letter code of a country written as a code of two or three letters or by its English name. */
export function countryCode(text: string): string | undefined {
  return text.length > 100 ? undefined : byName.get(plain(text))
}

/** The country whose name differs by a slip of the pen or two: "Philipines" is near "Philippines". */
export function nearestCountry(text: string): string | undefined {
  if (text.length > 100) return undefined
  const wanted = plain(text)
  if (wanted.length < 4) return undefined
  let best: { code: string; slips: number } | undefined
  for (const [name, code] of byName) {
    if (name.length < 4 || Math.abs(name.length - wanted.length) > 2) continue
    const slips = editDistance(name, wanted)
    if (slips <= 2 && (best === undefined || slips < best.slips)) best = { code, slips }
  }
  return best?.code
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replaceAll('&', ' and ')
    .replace(/\bst\b/g, 'saint')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}
