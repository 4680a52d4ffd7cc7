/// <reference types="vite/client" />

/** Method and path of every route of the contracts, made at build time so that the browser gets no schemas. */
declare module 'virtual:routes' {
  export const routes: Readonly<Record<string, readonly [method: string, path: string]>>
}
