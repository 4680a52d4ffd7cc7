import { paths } from '../paths.ts'

/** Only an address of ours: a link to the sign-in page must not lead somewhere else afterwards. */
export function ownAddress(next: string | undefined): string | null {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith(paths.signIn()) ? next : null
}
