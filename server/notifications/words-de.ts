import { conductDe } from './words-conduct.ts'
import { disputesDe } from './words-disputes.ts'
import type { LanguageWords } from './words.ts'
import { engagementDe } from './words-engagement.ts'

/** „Text“, wie ihn jemand geschrieben hat, oder nichts. */
const quoted = (said: string) => (said ? ` „${said}“` : '')
const until = (date: string) => (date ? ` bis ${date}` : '')
const on = (date: string) => (date ? `am ${date}` : 'bald')
const by = (time: string) => (time ? ` bis ${time}` : '')

const look = 'Registrierung öffnen'
const deal = 'Deal öffnen'
const request = 'Anfrage öffnen'

export const de: LanguageWords = {
  topics: {
    'registration.in_review': {
      name: 'Ein Deal wartet auf eine Entscheidung',
      org: (s) => ({
        title: `Zu entscheiden: ${s.account}`,
        text: `${s.partner} hat ${s.account} registriert. Zugesagt ist eine Antwort${by(s.answer_by)}.`,
        action: 'Jetzt entscheiden',
      }),
      partner: (s) => ({
        title: `In Prüfung: ${s.account}`,
        text: `Ihr Deal bei ${s.account} wird geprüft. Sie erhalten${by(s.answer_by)} eine Antwort.`,
        action: deal,
      }),
    },
    'registration.queued': {
      name: 'Ein Deal steht in der Warteschlange',
      org: (s) => ({
        title: `Wartet: ${s.account}`,
        text: `Die Registrierung von ${s.account} durch ${s.partner} wartet hinter einer früheren.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Wartet: ${s.account}`,
        text: `Ihr Deal bei ${s.account} wartet hinter einem früheren. Sie hören von uns, sobald der Weg frei ist.`,
        action: deal,
      }),
    },
    'registration.approved': {
      name: 'Ein Deal ist genehmigt',
      org: (s) => ({
        title: `Genehmigt: ${s.account}`,
        text: `Die Registrierung von ${s.account} durch ${s.partner} ist genehmigt und geschützt${until(s.until)}.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Genehmigt: ${s.account}`,
        text: `Ihr Deal bei ${s.account} ist genehmigt. Er gehört Ihnen${until(s.until)}.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.rejected': {
      name: 'Ein Deal ist nicht genehmigt',
      org: (s) => ({
        title: `Nicht genehmigt: ${s.account}`,
        text: `Die Registrierung von ${s.account} durch ${s.partner} wurde nicht genehmigt.${quoted(s.said)}`,
        action: look,
      }),
      partner: (s) => ({
        title: `Nicht genehmigt: ${s.account}`,
        text: `Ihr Deal bei ${s.account} wurde nicht genehmigt.${s.said ? ` ${s.said}` : ''}`,
        action: 'Ansehen, warum und was hilft',
      }),
    },
    'registration.withdrawn': {
      name: 'Ein Deal ist zurückgezogen',
      org: (s) => ({
        title: `Zurückgezogen: ${s.account}`,
        text: `${s.partner} hat die Registrierung von ${s.account} zurückgezogen.${quoted(s.said)}`,
        action: look,
      }),
    },
    'registration.expired': {
      name: 'Ein Schutz ist abgelaufen',
      org: (s) => ({
        title: `Abgelaufen: ${s.account}`,
        text: `Der Schutz von ${s.account} für ${s.partner} ist abgelaufen.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Der Schutz von ${s.account} ist abgelaufen`,
        text: `Der Schutz Ihres Deals bei ${s.account} ist abgelaufen. Andere können das Unternehmen jetzt registrieren; Sie ebenfalls, von Neuem.`,
        action: deal,
      }),
    },
    'registration.info_requested': {
      name: 'Sie werden zu einem Deal gefragt',
      partner: (s) => ({
        title: `Eine Frage zu ${s.account}`,
        text: `Wir müssen mehr über Ihren Deal bei ${s.account} wissen.${quoted(s.said)} Bitte antworten Sie${by(s.reply_by) || ' bald'}.`,
        action: 'Frage beantworten',
      }),
    },
    'registration.answered': {
      name: 'Ein Partner hat geantwortet',
      org: (s) => ({
        title: `Beantwortet: ${s.account}`,
        text: `${s.partner} hat Ihre Frage zu ${s.account} beantwortet.${quoted(s.said)}`,
        action: look,
      }),
    },
    'registration.offered': {
      name: 'Ein Unternehmen, auf das Sie warten, ist frei',
      partner: (s) => ({
        title: `Sie sind an der Reihe: ${s.account}`,
        text: `${s.account} ist jetzt frei. Bestätigen Sie${by(s.confirm_by)}, dass Sie es noch möchten; danach wird der Nächste gefragt.`,
        action: 'Deal bestätigen',
      }),
    },
    'registration.extension_asked': {
      name: 'Ein Partner bittet um mehr Zeit',
      org: (s) => ({
        title: `Mehr Zeit erbeten: ${s.account}`,
        text: `${s.partner} bittet darum, ${s.account} länger zu schützen.${quoted(s.said)}`,
        action: 'Beantworten',
      }),
    },
    'registration.extended': {
      name: 'Ein Schutz gilt länger',
      partner: (s) => ({
        title: `Verlängert: ${s.account}`,
        text: `Ihr Deal bei ${s.account} gehört Ihnen nun${until(s.until)}.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.extension_declined': {
      name: 'Mehr Zeit wird nicht gewährt',
      partner: (s) => ({
        title: `Nicht verlängert: ${s.account}`,
        text: `Ihr Deal bei ${s.account} bleibt Ihnen${until(s.until) || ' so lange wie bisher'}, aber nicht länger.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.converted': {
      name: 'Aus einem Deal wurde eine Verkaufschance',
      org: (s) => ({
        title: `Verkaufschance: ${s.account}`,
        text: `Die Registrierung von ${s.account} durch ${s.partner} ist mit einer Verkaufschance verbunden.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Verkauf läuft: ${s.account}`,
        text: `Ihr Deal bei ${s.account} ist jetzt mit einer Verkaufschance verbunden. Er bleibt Ihnen, solange sie offen ist${until(s.until)}.`,
        action: deal,
      }),
    },
    'registration.won': {
      name: 'Ein Deal ist gewonnen',
      org: (s) => ({ title: `Gewonnen: ${s.account}`, text: `${s.partner} hat ${s.account} gewonnen.`, action: look }),
      partner: (s) => ({
        title: `Gewonnen: ${s.account}`,
        text: `Ihr Deal bei ${s.account} ist gewonnen. Herzlichen Glückwunsch.`,
        action: deal,
      }),
    },
    'registration.lost': {
      name: 'Ein Deal ist verloren',
      org: (s) => ({
        title: `Verloren: ${s.account}`,
        text: `Der Deal von ${s.partner} bei ${s.account} ist verloren.${quoted(s.said)}`,
        action: look,
      }),
      partner: (s) => ({
        title: `Verloren: ${s.account}`,
        text: `Ihr Deal bei ${s.account} ist als verloren vermerkt.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.revoked': {
      name: 'Ein Schutz wird entzogen',
      org: (s) => ({
        title: `Entzogen: ${s.account}`,
        text: `Der Schutz von ${s.account} für ${s.partner} wurde entzogen.${quoted(s.said)}`,
        action: look,
      }),
      partner: (s) => ({
        title: `Nicht mehr geschützt: ${s.account}`,
        text: `Der Schutz Ihres Deals bei ${s.account} wurde entzogen.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.assigned': {
      name: 'Eine Registrierung wird Ihnen übergeben',
      org: (s) => ({
        title: `Jetzt bei Ihnen: ${s.account}`,
        text: `Sie betreuen jetzt die Registrierung von ${s.account} durch ${s.partner}.`,
        action: look,
      }),
    },
    'registration.activity_logged': {
      name: 'Ein Partner berichtet, was er getan hat',
      org: (s) => ({
        title: `Nachgefasst: ${s.account}`,
        text: `${s.partner} hat eine Aktivität bei ${s.account} eingetragen.`,
        action: look,
      }),
    },
    'registration.follow_up_due': {
      name: 'Nachfassen ist fällig',
      partner: (s) => ({
        title: `Bitte nachfassen: ${s.account}`,
        text: `Sagen Sie uns${by(s.follow_up_by)}, was bei ${s.account} geschehen ist, damit der Deal Ihnen bleibt.`,
        action: 'Eintragen, was geschehen ist',
      }),
    },
    'registration.follow_up_slipped': {
      name: 'Nachfassen ist überfällig',
      org: (s) => ({
        title: `Nicht nachgefasst: ${s.account}`,
        text: `${s.partner} hat bei ${s.account} nicht rechtzeitig nachgefasst.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Nachfassen überfällig: ${s.account}`,
        text: `Zu ${s.account} wurde nichts rechtzeitig eingetragen. Der Deal kann entzogen werden.`,
        action: 'Eintragen, was geschehen ist',
      }),
    },
    'registration.protection_ending': {
      name: 'Ein Schutz läuft bald ab',
      org: (s) => ({
        title: `Läuft bald ab: ${s.account}`,
        text: `Der Schutz von ${s.account} für ${s.partner} endet ${on(s.until)}.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Der Schutz von ${s.account} endet ${on(s.until)}`,
        text: `Ihr Deal bei ${s.account} ist${until(s.until)} geschützt. Danach können andere das Unternehmen registrieren.`,
        action: deal,
      }),
    },
    'registration.answer_overdue': {
      name: 'Eine Entscheidung ist überfällig',
      org: (s) => ({
        title: `Überfällig: ${s.account}`,
        text: `${s.partner} war zu ${s.account} eine Antwort${by(s.answer_by)} zugesagt. Diese Zeit ist um.`,
        action: 'Jetzt entscheiden',
      }),
    },
    'request.submitted': {
      name: 'Ein Partner fragt etwas an',
      org: (s) => ({ title: `Anfrage: ${s.account}`, text: `${s.partner} fragt an: ${s.account}.`, action: request }),
    },
    'request.step_opened': {
      name: 'Eine Anfrage wartet auf Ihre Zustimmung',
      org: (s) => ({
        title: `Zuzustimmen: ${s.account}`,
        text: `${s.partner} fragt an: ${s.account}. Jetzt sind Sie gefragt.`,
        action: 'Beantworten',
      }),
    },
    'request.reminded': {
      name: 'Eine Anfrage wartet noch auf Sie',
      org: (s) => ({
        title: `Wartet noch: ${s.account}`,
        text: `Die Anfrage von ${s.partner} (${s.account}) wartet noch auf Ihre Antwort.`,
        action: 'Beantworten',
      }),
    },
    'request.approved': {
      name: 'Eine Anfrage ist genehmigt',
      org: (s) => ({
        title: `Genehmigt: ${s.account}`,
        text: `Die Anfrage von ${s.partner} (${s.account}) ist genehmigt.`,
        action: request,
      }),
      partner: (s) => ({
        title: `Genehmigt: ${s.account}`,
        text: `Ihre Anfrage (${s.account}) ist genehmigt.${quoted(s.said)}`,
        action: request,
      }),
    },
    'request.rejected': {
      name: 'Eine Anfrage ist nicht genehmigt',
      org: (s) => ({
        title: `Nicht genehmigt: ${s.account}`,
        text: `Die Anfrage von ${s.partner} (${s.account}) wurde nicht genehmigt.${quoted(s.said)}`,
        action: request,
      }),
      partner: (s) => ({
        title: `Nicht genehmigt: ${s.account}`,
        text: `Ihre Anfrage (${s.account}) wurde nicht genehmigt.${quoted(s.said)}`,
        action: request,
      }),
    },
    'request.info_requested': {
      name: 'Sie werden zu einer Anfrage gefragt',
      partner: (s) => ({
        title: `Eine Frage zu ${s.account}`,
        text: `Wir müssen mehr über Ihre Anfrage (${s.account}) wissen.${quoted(s.said)} Bitte antworten Sie bald.`,
        action: 'Frage beantworten',
      }),
    },
    'request.answered': {
      name: 'Ein Partner hat zu einer Anfrage geantwortet',
      org: (s) => ({
        title: `Beantwortet: ${s.account}`,
        text: `${s.partner} hat die Frage zur Anfrage (${s.account}) beantwortet.${quoted(s.said)}`,
        action: request,
      }),
    },
    'request.expired': {
      name: 'Eine Zusage ist abgelaufen',
      partner: (s) => ({
        title: `Abgelaufen: ${s.account}`,
        text: `Was zugesagt war (${s.account}), galt für eine Zeit, und diese Zeit ist um.`,
        action: request,
      }),
    },
    'request.unanswerable': {
      name: 'Niemand kann eine Anfrage beantworten',
      org: (s) => ({
        title: `Niemand zu fragen: ${s.account}`,
        text: `${s.partner} fragt an: ${s.account}. Zu wenige von denen, die das Programm nennt, können antworten.`,
        action: request,
      }),
    },
    'request.withdrawn': {
      name: 'Eine Anfrage ist zurückgezogen',
      org: (s) => ({
        title: `Zurückgezogen: ${s.account}`,
        text: `${s.partner} hat die Anfrage (${s.account}) zurückgezogen.`,
        action: request,
      }),
    },
    ...conductDe,
    ...disputesDe,
    'import.finished': {
      name: 'Eine Datei ist übernommen',
      org: (s) => ({
        title: `Übernommen: ${s.account}`,
        text: `${s.done === '1' ? 'Eine Zeile wurde' : `${s.done || 'Alle'} Zeilen wurden`} gelesen${s.refused ? `, ${s.refused} davon abgelehnt: Sehen Sie sie an, und senden Sie sie noch einmal` : ''}.`,
        action: 'Import öffnen',
      }),
      partner: (s) => ({
        title: `Übernommen: ${s.account}`,
        text: `${s.done === '1' ? 'Eine Zeile wurde' : `${s.done || 'Alle'} Zeilen wurden`} gelesen${s.refused ? `, ${s.refused} davon abgelehnt: Sehen Sie sie an, und senden Sie sie noch einmal` : ''}.`,
        action: 'Import öffnen',
      }),
    },
    'import.failed': {
      name: 'Eine Datei wurde nicht zu Ende übernommen',
      org: (s) => ({
        title: `Angehalten: ${s.account}`,
        text: 'Ein Fehler des Servers hat den Import angehalten. Was bis dahin übernommen wurde, bleibt; starten Sie ihn noch einmal.',
        action: 'Import öffnen',
      }),
      partner: (s) => ({
        title: `Angehalten: ${s.account}`,
        text: 'Ein Fehler des Servers hat den Import angehalten. Was bis dahin übernommen wurde, bleibt; starten Sie ihn noch einmal.',
        action: 'Import öffnen',
      }),
    },
    ...engagementDe,
    'program.published': {
      name: 'Neue Regeln sind veröffentlicht',
      org: (s) => ({
        title: s.version ? `Programmversion ${s.version} ist veröffentlicht` : 'Neue Regeln sind veröffentlicht',
        text: s.effective ? `Sie gilt ab ${s.effective}.` : 'Sie gilt sofort.',
        action: 'Änderungen lesen',
      }),
    },
  },
  around: {
    folded: (count) => ({
      title: `${count} Neuigkeiten für Sie`,
      text: 'Mehreres ist auf einmal geschehen; hier steht es in einer Mail.',
    }),
    digest: (count, weekly) => ({
      title: `${count === 1 ? 'Eine Neuigkeit' : `${count} Neuigkeiten`} ${weekly ? 'in dieser Woche' : 'seit gestern'}`,
      text: weekly ? 'Ihre Woche in einer Mail.' : 'Ihr Tag in einer Mail.',
    }),
    more: (count) => `Und ${count} weitere.`,
    all: 'Alle Benachrichtigungen ansehen',
    why_mail: 'Sie erhalten diese Mail, weil Sie daran arbeiten. Wählen Sie, was Sie bekommen und wie:',
    test_post: (channel) => ({
      title: 'Es funktioniert',
      text: `Was Sie für „${channel}“ ausgewählt haben, kommt hier an.`,
      action: 'Einstellungen öffnen',
    }),
  },
}
