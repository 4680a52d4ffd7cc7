import type { TopicWords } from './words.ts'

/** What direct sales and partners are told about consents and conflicts, in each language. */
type Engagement = Pick<
  TopicWords,
  | 'consent.asked'
  | 'consent.granted'
  | 'consent.declined'
  | 'consent.withdrawn'
  | 'consent.revoked'
  | 'consent.ending'
  | 'consent.lapsed'
  | 'consent.overdue'
  | 'conflict.raised'
  | 'conflict.reminded'
  | 'conflict.answered'
  | 'conflict.overdue'
  | 'conflict.resolved'
  | 'conflict.moot'
  | 'registration.contact_soon_free'
  | 'registration.contact_free'
>

const quoted = (said: string) => (said ? ` “${said}”` : '')
const until = (date: string) => (date ? ` until ${date}` : '')
const by = (time: string) => (time ? ` by ${time}` : '')
const from = (time: string) => (time ? `from ${time}` : 'soon')

const consent = 'Open the consents'
const conflict = 'Open the conflict'
const answer = 'Answer in two taps'

export const engagementEn: Engagement = {
  'consent.asked': {
    name: 'You are asked for consent',
    partner: (s) => ({
      title: `May we contact ${s.account}?`,
      text: `Somebody of direct sales would like to contact ${s.account}, which is protected for you.${quoted(s.said)} Please answer${by(s.answer_by) || ' soon'}; without your yes they stay away.`,
      action: answer,
    }),
  },
  'consent.granted': {
    name: 'A partner consents',
    org: (s) => ({
      title: `You may contact ${s.account}`,
      text: `${s.partner} consents to contact with ${s.account}${until(s.until)}.${quoted(s.said)}`,
      action: consent,
    }),
  },
  'consent.declined': {
    name: 'A partner does not consent',
    org: (s) => ({
      title: `No consent: ${s.account}`,
      text: `${s.partner} would rather have nobody else contact ${s.account}.${quoted(s.said)}`,
      action: consent,
    }),
  },
  'consent.withdrawn': {
    name: 'An ask for consent is taken back',
    partner: (s) => ({
      title: `No answer needed: ${s.account}`,
      text: `Direct sales took back its question about ${s.account}.`,
      action: 'Open the question',
    }),
  },
  'consent.revoked': {
    name: 'A partner takes its consent back',
    org: (s) => ({
      title: `Consent taken back: ${s.account}`,
      text: `${s.partner} took back its consent to contact ${s.account}. Begin nothing new there.${quoted(s.said)}`,
      action: consent,
    }),
  },
  'consent.ending': {
    name: 'A consent ends soon',
    org: (s) => ({
      title: `Ends soon: contact with ${s.account}`,
      text: `${s.partner}’s consent to contact ${s.account} lasts${until(s.until) || ' not much longer'}. Ask again if you need longer.`,
      action: consent,
    }),
    partner: (s) => ({
      title: `Your yes ends soon: ${s.account}`,
      text: `Direct sales may contact ${s.account}${until(s.until) || ' not much longer'}. After that they ask you again.`,
      action: 'See what you said',
    }),
  },
  'consent.lapsed': {
    name: 'A consent has ended',
    org: (s) => ({
      title: `Ended: contact with ${s.account}`,
      text: `${s.partner}’s consent to contact ${s.account} has ended. Ask again before you make contact.`,
      action: consent,
    }),
  },
  'consent.overdue': {
    name: 'A partner does not answer an ask for consent',
    org: (s) => ({
      title: `No answer: ${s.account}`,
      text: `${s.partner} has not answered whether direct sales may contact ${s.account}. Nothing is granted by that: please talk to it.`,
      action: consent,
    }),
  },
  'conflict.raised': {
    name: 'Direct sales appears at a protected account',
    org: (s) => ({
      title: `Conflict at ${s.account}`,
      text: `Direct sales has an opportunity open at ${s.account}, which ${s.partner} protects and was not asked about. Both sides answer${by(s.answer_by)}.`,
      action: conflict,
    }),
    partner: (s) => ({
      title: `Direct sales is active at ${s.account}`,
      text: `${s.account} is protected for you, and you should have been asked first. Tell us${by(s.answer_by)} whether direct sales may go on; after that somebody who is not involved decides.`,
      action: answer,
    }),
  },
  'conflict.reminded': {
    name: 'A conflict still waits for an answer',
    org: (s) => ({
      title: `Last day: conflict at ${s.account}`,
      text: `One side has not answered about ${s.account} yet; it has until ${s.answer_by || 'today'}.`,
      action: conflict,
    }),
    partner: (s) => ({
      title: `Last day to answer: ${s.account}`,
      text: `Direct sales is active at ${s.account}. You can answer${by(s.answer_by) || ' today'}; after that somebody who is not involved decides.`,
      action: answer,
    }),
  },
  'conflict.answered': {
    name: 'A side has answered a conflict',
    org: (s) => ({
      title: `Answered: conflict at ${s.account}`,
      text: `One side said what it knows about ${s.account}.`,
      action: conflict,
    }),
  },
  'conflict.overdue': {
    name: 'A conflict waits for a decision',
    org: (s) => ({
      title: `To decide: conflict at ${s.account}`,
      text: `The time to answer about ${s.account} and ${s.partner} is over. Somebody without a stake decides now.`,
      action: 'Decide it',
    }),
  },
  'conflict.resolved': {
    name: 'A conflict is resolved',
    org: (s) => ({
      title: `Resolved: conflict at ${s.account}`,
      text: `The conflict with ${s.partner} at ${s.account} is resolved.${quoted(s.said)}`,
      action: conflict,
    }),
    partner: (s) => ({
      title: `Settled: ${s.account}`,
      text: `What direct sales may do at ${s.account} is settled.${quoted(s.said)}`,
      action: 'See how',
    }),
  },
  'conflict.moot': {
    name: 'A conflict has settled itself',
    org: (s) => ({
      title: `Over: conflict at ${s.account}`,
      text: `The conflict with ${s.partner} at ${s.account} has lost its reason.`,
      action: conflict,
    }),
    partner: (s) => ({
      title: `Settled: ${s.account}`,
      text: `Nothing is left to decide about direct sales at ${s.account}.`,
      action: 'See how',
    }),
  },
  'registration.contact_soon_free': {
    name: 'Direct sales may soon contact your customer',
    partner: (s) => ({
      title: `Follow up soon: ${s.account}`,
      text: `No follow-up at ${s.account} is on record for a while. Without one, direct sales may contact the company ${from(s.effective)}.`,
      action: 'Log what you did',
    }),
  },
  'registration.contact_free': {
    name: 'Direct sales may contact a protected account',
    org: (s) => ({
      title: `Free to contact: ${s.account}`,
      text: `${s.partner} let its follow-up at ${s.account} slip. Direct sales may contact the account until the next one is logged.`,
      action: 'Open the registration',
    }),
    partner: (s) => ({
      title: `Direct sales may contact ${s.account}`,
      text: `No follow-up at ${s.account} came in time, so direct sales may contact the company. Log one, and the contact is yours again.`,
      action: 'Log what you did',
    }),
  },
}

const zitiert = (said: string) => (said ? ` „${said}“` : '')
const bis = (text: string) => (text ? ` bis ${text}` : '')

const zustimmung = 'Zustimmungen öffnen'
const konflikt = 'Konflikt öffnen'
const antworten = 'Mit zwei Klicks antworten'

export const engagementDe: Engagement = {
  'consent.asked': {
    name: 'Sie werden um Zustimmung gebeten',
    partner: (s) => ({
      title: `Dürfen wir ${s.account} ansprechen?`,
      text: `Der Direktvertrieb möchte ${s.account} ansprechen; das Unternehmen ist für Sie geschützt.${zitiert(s.said)} Bitte antworten Sie${bis(s.answer_by) || ' bald'}; ohne Ihr Ja meldet sich dort niemand.`,
      action: antworten,
    }),
  },
  'consent.granted': {
    name: 'Ein Partner stimmt zu',
    org: (s) => ({
      title: `Sie dürfen ${s.account} ansprechen`,
      text: `${s.partner} stimmt Gesprächen mit ${s.account}${bis(s.until)} zu.${zitiert(s.said)}`,
      action: zustimmung,
    }),
  },
  'consent.declined': {
    name: 'Ein Partner stimmt nicht zu',
    org: (s) => ({
      title: `Keine Zustimmung: ${s.account}`,
      text: `${s.partner} möchte nicht, dass jemand anderes ${s.account} anspricht.${zitiert(s.said)}`,
      action: zustimmung,
    }),
  },
  'consent.withdrawn': {
    name: 'Eine Bitte um Zustimmung ist zurückgezogen',
    partner: (s) => ({
      title: `Keine Antwort nötig: ${s.account}`,
      text: `Der Direktvertrieb hat seine Frage zu ${s.account} zurückgezogen.`,
      action: 'Frage öffnen',
    }),
  },
  'consent.revoked': {
    name: 'Ein Partner nimmt seine Zustimmung zurück',
    org: (s) => ({
      title: `Zustimmung zurückgenommen: ${s.account}`,
      text: `${s.partner} hat die Zustimmung zu Gesprächen mit ${s.account} zurückgenommen. Beginnen Sie dort nichts Neues.${zitiert(s.said)}`,
      action: zustimmung,
    }),
  },
  'consent.ending': {
    name: 'Eine Zustimmung endet bald',
    org: (s) => ({
      title: `Endet bald: Gespräche mit ${s.account}`,
      text: `Die Zustimmung von ${s.partner} zu ${s.account} gilt${bis(s.until) || ' nicht mehr lange'}. Fragen Sie erneut, wenn Sie mehr Zeit brauchen.`,
      action: zustimmung,
    }),
    partner: (s) => ({
      title: `Endet bald: Ihre Zustimmung zu ${s.account}`,
      text: `Der Direktvertrieb darf ${s.account}${bis(s.until) || ' nicht mehr lange'} ansprechen. Danach fragt er Sie erneut.`,
      action: 'Ansehen',
    }),
  },
  'consent.lapsed': {
    name: 'Eine Zustimmung ist abgelaufen',
    org: (s) => ({
      title: `Abgelaufen: Gespräche mit ${s.account}`,
      text: `Die Zustimmung von ${s.partner} zu ${s.account} ist abgelaufen. Fragen Sie erneut, bevor Sie sich melden.`,
      action: zustimmung,
    }),
  },
  'consent.overdue': {
    name: 'Ein Partner antwortet nicht auf eine Bitte um Zustimmung',
    org: (s) => ({
      title: `Keine Antwort: ${s.account}`,
      text: `${s.partner} hat nicht gesagt, ob der Direktvertrieb ${s.account} ansprechen darf. Damit ist nichts erlaubt: Bitte sprechen Sie mit dem Partner.`,
      action: zustimmung,
    }),
  },
  'conflict.raised': {
    name: 'Der Direktvertrieb taucht bei einem geschützten Unternehmen auf',
    org: (s) => ({
      title: `Konflikt bei ${s.account}`,
      text: `Der Direktvertrieb hat eine Verkaufschance bei ${s.account}; ${s.partner} schützt das Unternehmen und wurde nicht gefragt. Beide Seiten antworten${bis(s.answer_by)}.`,
      action: konflikt,
    }),
    partner: (s) => ({
      title: `Der Direktvertrieb ist bei ${s.account} aktiv`,
      text: `${s.account} ist für Sie geschützt; Sie hätten vorher gefragt werden sollen. Sagen Sie uns${bis(s.answer_by)}, ob der Direktvertrieb weitermachen darf; danach entscheidet jemand, der nicht beteiligt ist.`,
      action: antworten,
    }),
  },
  'conflict.reminded': {
    name: 'Ein Konflikt wartet noch auf eine Antwort',
    org: (s) => ({
      title: `Letzter Tag: Konflikt bei ${s.account}`,
      text: `Eine Seite hat zu ${s.account} noch nicht geantwortet; sie hat${bis(s.answer_by) || ' nur noch heute'} Zeit.`,
      action: konflikt,
    }),
    partner: (s) => ({
      title: `Letzter Tag zum Antworten: ${s.account}`,
      text: `Der Direktvertrieb ist bei ${s.account} aktiv. Sie können${bis(s.answer_by) || ' heute noch'} antworten; danach entscheidet jemand, der nicht beteiligt ist.`,
      action: antworten,
    }),
  },
  'conflict.answered': {
    name: 'Eine Seite hat in einem Konflikt geantwortet',
    org: (s) => ({
      title: `Geantwortet: Konflikt bei ${s.account}`,
      text: `Eine Seite hat gesagt, was sie zu ${s.account} weiß.`,
      action: konflikt,
    }),
  },
  'conflict.overdue': {
    name: 'Ein Konflikt wartet auf eine Entscheidung',
    org: (s) => ({
      title: `Zu entscheiden: Konflikt bei ${s.account}`,
      text: `Die Zeit zum Antworten zu ${s.account} und ${s.partner} ist um. Nun entscheidet jemand, der nicht beteiligt ist.`,
      action: 'Jetzt entscheiden',
    }),
  },
  'conflict.resolved': {
    name: 'Ein Konflikt ist gelöst',
    org: (s) => ({
      title: `Gelöst: Konflikt bei ${s.account}`,
      text: `Der Konflikt mit ${s.partner} bei ${s.account} ist gelöst.${zitiert(s.said)}`,
      action: konflikt,
    }),
    partner: (s) => ({
      title: `Geklärt: ${s.account}`,
      text: `Was der Direktvertrieb bei ${s.account} darf, ist geklärt.${zitiert(s.said)}`,
      action: 'Ergebnis ansehen',
    }),
  },
  'conflict.moot': {
    name: 'Ein Konflikt hat sich erledigt',
    org: (s) => ({
      title: `Erledigt: Konflikt bei ${s.account}`,
      text: `Der Konflikt mit ${s.partner} bei ${s.account} hat keinen Grund mehr.`,
      action: konflikt,
    }),
    partner: (s) => ({
      title: `Geklärt: ${s.account}`,
      text: `Zum Direktvertrieb bei ${s.account} ist nichts mehr zu entscheiden.`,
      action: 'Ergebnis ansehen',
    }),
  },
  'registration.contact_soon_free': {
    name: 'Der Direktvertrieb darf Ihren Kunden bald ansprechen',
    partner: (s) => ({
      title: `Bald nachfassen: ${s.account}`,
      text: `Zu ${s.account} ist länger nichts eingetragen. Ohne Eintrag darf der Direktvertrieb das Unternehmen ${s.effective ? `ab ${s.effective}` : 'bald'} ansprechen.`,
      action: 'Eintragen, was geschehen ist',
    }),
  },
  'registration.contact_free': {
    name: 'Der Direktvertrieb darf ein geschütztes Unternehmen ansprechen',
    org: (s) => ({
      title: `Frei zum Ansprechen: ${s.account}`,
      text: `${s.partner} hat bei ${s.account} nicht nachgefasst. Der Direktvertrieb darf sich melden, bis wieder etwas eingetragen ist.`,
      action: 'Registrierung öffnen',
    }),
    partner: (s) => ({
      title: `Der Direktvertrieb darf ${s.account} ansprechen`,
      text: `Zu ${s.account} kam kein Eintrag rechtzeitig; der Direktvertrieb darf sich dort melden. Tragen Sie etwas ein, und der Kontakt gehört wieder Ihnen.`,
      action: 'Eintragen, was geschehen ist',
    }),
  },
}
