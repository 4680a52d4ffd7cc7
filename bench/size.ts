import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Manifest } from 'vite'

/** What a phone fetches before the portal's home is drawn: the page, its shell, and everything they import at once. */
const FIRST = ['index.html', 'portal/shell.tsx', 'portal/home/home-page.tsx']

/** The font of this page's letters; others are fetched when a name needs them. */
const FONT = /inter-latin-wght-normal.*\.woff2$/

/** Builds the web beside the one that is served, and weighs the portal's first load. */
export async function benchSize(): Promise<string[]> {
  const out = mkdtempSync(join(tmpdir(), 'tributary-size-'))
  try {
    await build({
      configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
      logLevel: 'error',
      build: { outDir: out, emptyOutDir: true, manifest: true },
    })
    const manifest = JSON.parse(readFileSync(join(out, '.vite', 'manifest.json'), 'utf8')) as Manifest // written by the build
    const { scripts, styles } = closureOf(manifest, FIRST)
    const weigh = (file: string) => {
      const bytes = readFileSync(join(out, file))
      return { file, raw: bytes.length, gz: gzipSync(bytes).length }
    }
    const html = weigh('index.html')
    const js = [...scripts].map(weigh).sort((a, b) => b.gz - a.gz)
    const css = [...styles].map(weigh)
    const [font] = readdirSync(join(out, 'assets')).filter((file) => FONT.test(file))
    const sum = (all: readonly { raw: number; gz: number }[]) => ({
      raw: all.reduce((n, one) => n + one.raw, 0),
      gz: all.reduce((n, one) => n + one.gz, 0),
    })
    const row = (what: string, files: number, { raw, gz }: { raw: number; gz: number }) =>
      `| ${what} | ${files} | ${kB(raw)} | ${kB(gz)} |`
    return [
      '| | files | kB | kB gz |',
      '|---|--:|--:|--:|',
      row('html', 1, html),
      row('js', js.length, sum(js)),
      row('css', css.length, sum(css)),
      row('together', 1 + js.length + css.length, sum([html, ...js, ...css])),
      ...(font ? [row('the font, which is packed already', 1, fontOf(join(out, 'assets', font)))] : []),
      '',
      `The heaviest: ${js
        .slice(0, 6)
        .map(({ file, gz }) => `${file.replace(/^assets\/|-[\w-]{8}\.js$/g, '')} ${kB(gz)}`)
        .join(', ')}.`,
    ]
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

const kB = (bytes: number) => (bytes / 1000).toFixed(1)

function fontOf(path: string): { raw: number; gz: number } {
  const { length } = readFileSync(path)
  return { raw: length, gz: length }
}

/** Every script and style that the entries need before they run: their static imports, and theirs. */
function closureOf(manifest: Manifest, entries: readonly string[]): { scripts: Set<string>; styles: Set<string> } {
  const scripts = new Set<string>()
  const styles = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`The build knows no ${key}: has the file moved?`)
    if (scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    for (const style of chunk.css ?? []) styles.add(style)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const key of entries) visit(key)
  return { scripts, styles }
}
