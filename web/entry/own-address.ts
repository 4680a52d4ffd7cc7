import { paths } from '../paths.ts'

/**
 * Only an address of ours: a link to the sign-in page must not lead somewhere else afterwards. Browsers drop tabs and
 * line breaks from an address before they read it, so "/⇥/evil.example" would be "//evil.example".
 */
export function ownAddress(next: string | undefined): string | null {
  // oxlint-disable-next-line no-control-regex -- these are what is refused
  return next && /^\/(?![/\\])[^\u0000-\u0020]*$/.test(next) && !next.startsWith(paths.signIn()) ? next : null
}
