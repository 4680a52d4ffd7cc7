/**
 * Hosts that give mailboxes to anybody: an address there says nothing of the company. Providers with a domain per
 * country are written with their endings.
 */
const BY_COUNTRY: Readonly<Record<string, string>> = {
  yahoo:
    'com co.uk co.in co.jp co.id co.kr co.nz com.au com.br com.ar com.mx com.tw com.hk com.sg com.ph com.vn ca de fr it es ie in gr pl se dk no ro',
  hotmail: 'com co.uk fr de it es ca be nl se no dk com.br com.ar co.jp',
  outlook: 'com fr de it es jp com.br com.au co.id com.ar ie pt dk',
  live: 'com co.uk fr de it nl be se dk no ca com.au com.mx com.ar jp ie',
  gmx: 'com de net at ch fr co.uk us',
  yandex: 'ru com ua kz by com.tr',
  aol: 'com co.uk de fr it',
}

const OTHERS = `gmail.com googlemail.com msn.com icloud.com me.com mac.com ymail.com rocketmail.com aim.com
  mail.com email.com usa.com protonmail.com protonmail.ch proton.me pm.me tutanota.com tutanota.de tuta.io tuta.com fastmail.com
  fastmail.fm hushmail.com hey.com zohomail.com zohomail.eu mailfence.com posteo.de mailbox.org startmail.com runbox.com
  web.de t-online.de freenet.de arcor.de online.de 1und1.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr
  libero.it virgilio.it alice.it tiscali.it tin.it bluewin.ch hispeed.ch telenet.be skynet.be ziggo.nl planet.nl home.nl kpnmail.nl
  btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk comcast.net verizon.net att.net sbcglobal.net
  bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net rogers.com shaw.ca sympatico.ca bigpond.com
  optusnet.com.au xtra.co.nz mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru ukr.net i.ua seznam.cz centrum.cz email.cz
  azet.sk wp.pl o2.pl onet.pl onet.eu interia.pl op.pl tlen.pl freemail.hu citromail.hu abv.bg mail.bg inbox.lv
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com
  naver.com daum.net hanmail.net nate.com rediffmail.com uol.com.br bol.com.br terra.com.br ig.com.br globo.com
  telia.com online.no walla.co.il walla.com mailinator.com guerrillamail.com 10minutemail.com yopmail.com temp-mail.org`

/** Registrable domains whose mailboxes belong to no company. */
export const FREE_MAIL_HOSTS: ReadonlySet<string> = new Set([
  ...Object.entries(BY_COUNTRY).flatMap(([host, endings]) => endings.split(' ').map((ending) => `${host}.${ending}`)),
  ...OTHERS.split(/\s+/),
])
