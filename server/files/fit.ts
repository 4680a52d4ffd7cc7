/**
 * What bytes are, and whether they are taken. The bytes decide; a name only tells formats apart that look the same
 * inside, and warns of files that run when they are opened, which have no mark inside.
 */

export type Fit = { is: 'taken'; media_type: string } | { is: 'executable'; what: string }

/** Formats that run, as the recogniser calls them. */
const RUNS: Readonly<Record<string, string>> = {
  'application/x-msdownload': 'a Windows program',
  'application/x-elf': 'a Linux program',
  'application/x-mach-binary': 'a macOS program',
  'application/java-vm': 'a Java program',
  'application/java-archive': 'a Java program',
  'application/vnd.android.package-archive': 'an Android app',
  'application/x-ms-shortcut': 'a Windows shortcut',
  'application/x.ms.shortcut': 'a Windows shortcut',
  'application/x-rpm': 'a software package',
  'application/x-deb': 'a software package',
  'application/wasm': 'a WebAssembly program',
  'application/x-shockwave-flash': 'a Flash program',
  'application/x-apple-diskimage': 'a disk image',
  'application/x-iso9660-image': 'a disk image',
  'application/x-google-chrome-extension': 'a browser extension',
  'application/vnd.ms-cab-compressed': 'an installer archive',
}

/** Files that run by their name alone: scripts are text, and an installer looks inside like an old Word document. */
const RUNS_BY_NAME: Readonly<Record<string, string>> = {
  ...named('a Windows program', 'exe com scr pif cpl dll sys drv ocx'),
  ...named('an installer', 'msi msp mst msix appx pkg dmg'),
  ...named(
    'a script',
    'bat cmd ps1 psm1 vbs vbe vb js jse mjs ws wsf wsc wsh hta sh bash csh ksh zsh command py rb pl php',
  ),
  ...named('a shortcut', 'lnk url scf inf reg desktop webloc library-ms settingcontent-ms'),
  ...named('a Java program', 'jar jnlp'),
  ...named('an app', 'apk ipa appimage crx xpi'),
  ...named('an Office add-in', 'xll xlam ppam'),
}

/** Old office formats are all one container; which of them it is, the name says. */
const CONTAINERS: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  msg: 'application/vnd.ms-outlook',
}

const TEXTS: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  md: 'text/markdown',
  json: 'application/json',
  ics: 'text/calendar',
  eml: 'message/rfc822',
}

function named(what: string, extensions: string): Record<string, string> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, what]))
}

/** Judges a file by its beginning, by what the recogniser made of all of it, and by its name. */
export function fitOf(head: Uint8Array, recognised: string | null, name: string): Fit {
  const extension = name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : ''
  const text = textOf(head)
  const runs = recognised !== null ? RUNS[recognised] : undefined
  // Two letters mark a Windows program; a text may begin with them too.
  if (runs && text === null) return { is: 'executable', what: runs }
  if (text?.startsWith('#!')) return { is: 'executable', what: 'a script' }
  const byName = RUNS_BY_NAME[extension]
  if (byName) return { is: 'executable', what: byName }
  if (text !== null) return { is: 'taken', media_type: textType(text, extension) }
  if (recognised === 'application/x-cfb')
    return { is: 'taken', media_type: CONTAINERS[extension] ?? 'application/x-cfb' }
  return { is: 'taken', media_type: recognised ?? 'application/octet-stream' }
}

/** What a text is: anything that a browser would run is named as such, so that it is never shown in place. */
function textType(text: string, extension: string): string {
  const start = text.slice(0, 4096).toLowerCase()
  if (/<svg[\s>]/.test(start)) return 'image/svg+xml'
  if (/<(!doctype html|html|head|body|script|iframe|style|img|a|div|table|form)[\s>/]/.test(start)) return 'text/html'
  if (/^\s*<\?xml/.test(start)) return 'application/xml'
  if (/^\s*\{\\rtf/.test(start)) return 'application/rtf'
  if (/^%pdf-/.test(start)) return 'application/pdf'
  return TEXTS[extension] ?? 'text/plain'
}

/** The beginning as text, or null where it is none: UTF-8 or UTF-16 with its mark, or one of the old single-byte sets. */
function textOf(head: Uint8Array): string | null {
  const marked =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null
  if (marked) {
    const text = new TextDecoder(marked).decode(head)
    return CONTROLS.test(text) ? null : text
  }
  // A cut through a letter at the end of the head is no fault of the text.
  const text = new TextDecoder('utf-8').decode(head, { stream: true })
  if (CONTROLS.test(text)) return null
  if (!text.includes('\ufffd')) return text
  const old = new TextDecoder('windows-1252').decode(head)
  const letters = old.match(/[\p{L}\p{N}\s\p{P}]/gu)?.length ?? 0
  return letters > old.length * 0.9 ? old : null
}

// oxlint-disable-next-line no-control-regex -- these are what tells bytes from text
const CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f]/

/** Pictures and PDF may be looked at in place; everything else, SVG and HTML first of all, is only ever downloaded. */
export function opensInPlace(media_type: string): boolean {
  return ['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'application/pdf'].includes(
    media_type,
  )
}

const NAME_MAX = 150
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A name that is only a name: no folders, nothing invisible (such as the marks that turn letters round, by which
 * "annexe‮fdp.exe" shows as "annexeexe.pdf"), nothing that a file system or a header reads otherwise.
 */
export function plainName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\u2028\u2029\ufffd]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const safe = RESERVED.test(plain) ? `_${plain}` : plain
  if (safe === '') return 'file'
  if ([...safe].length <= NAME_MAX) return safe
  const dot = safe.lastIndexOf('.')
  const end = dot > 0 && safe.length - dot <= 12 ? safe.slice(dot) : ''
  return [...safe].slice(0, NAME_MAX - end.length).join('') + end
}
