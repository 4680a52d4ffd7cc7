import type { Page } from '../page.ts'
import { paths } from '../paths.ts'

/** The pages outside both shells: coming in, the demo's mailbox, the gallery. */
export const entryPages: readonly Page[] = [
  { at: paths.start, load: () => import('./start-page.tsx') },
  { at: paths.signIn, load: () => import('./sign-in-page.tsx') },
  { at: paths.signInLink, load: () => import('./link-page.tsx') },
  { at: paths.choose, load: () => import('./choose-page.tsx') },
  { at: paths.mailbox, load: () => import('../mailbox/mailbox-page.tsx') },
  { at: paths.unsubscribe, load: () => import('../unsubscribe/unsubscribe-page.tsx') },
  { at: paths.gallery, load: () => import('../gallery/gallery-page.tsx') },
]
