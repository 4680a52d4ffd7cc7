import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export type Import = { specifier: string; is_type: boolean; target: string | null; names: string }
export type Source = { path: string; text: string; lines: number; imports: Import[] }

const FROM = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^'"\n;]*?(?:\{[^}]*\})?[^'"\n;]*?)\s*from\s*['"]([^'"]+)['"]/g
const BARE = /(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g
const LAZY = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function targetOf(specifier: string, from: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return relative(ROOT, join(ROOT, dirname(from), specifier))
  return null
}

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const found: Omit<Import, 'target'>[] = [
    ...[...text.matchAll(FROM)].map(([, type, names = '', specifier = '']) => ({
      specifier,
      names,
      is_type: type !== undefined || isAllTypes(names),
    })),
    ...[...text.matchAll(BARE), ...text.matchAll(LAZY)].map(([, specifier = '']) => ({
      specifier,
      names: '',
      is_type: false,
    })),
  ]
  return {
    path,
    text,
    lines: text.split('\n').length,
    imports: found.map((one) => ({ ...one, target: targetOf(one.specifier, path) })),
  }
}

function isAllTypes(names: string): boolean {
  const inner = names.match(/^\{([^}]*)\}$/)?.[1]
  return inner !== undefined && inner.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '))
}

/** Every TypeScript file of some folders, with what it imports. */
export function readSources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
      .map((file) => readSource(join(folder, file))),
  )
}

export const isTest = ({ path }: Source): boolean => /\.test\.tsx?$/.test(path)

/** The shop that a path belongs to: "server/registrations/submit.ts" → "registrations". */
export function shopOf(path: string): string | null {
  const [top, room, file] = path.split('/')
  return top === 'server' &&
    room !== undefined &&
    file !== undefined &&
    !['command', 'platform', 'edge', 'cli'].includes(room)
    ? room
    : null
}
