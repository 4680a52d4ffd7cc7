import type { ComponentType } from 'react'
import type { Path } from './paths.ts'

/** A page: its address, and its code, fetched when it is first wanted. The module's default export is the page. */
export type Page = { at: Pick<Path, 'pattern'>; load: () => Promise<{ default: ComponentType }> }
