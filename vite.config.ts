import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * `virtual:routes`: method and path of every contract, so that the browser knows where to call without carrying the
 * schemas behind it.
 */
function contractRoutes(): Plugin {
  const name = 'virtual:routes'
  const resolved = `\0${name}`
  const contractsFile = here('./server/contracts.ts')
  return {
    name: 'tributary:routes',
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined
      this.addWatchFile(contractsFile)
      // Node runs TypeScript by itself: the contracts are plain values, read as the server reads them.
      const { contracts } = (await import(contractsFile)) as {
        contracts: Record<string, { id: string; method: string; path: string }>
      }
      const routes = Object.fromEntries(Object.values(contracts).map((entry) => [entry.id, [entry.method, entry.path]]))
      return `export const routes = ${JSON.stringify(routes)}`
    },
  }
}

export default defineConfig({
  root: here('./web'),
  publicDir: here('./web/public'),
  cacheDir: here('./node_modules/.vite'),
  appType: 'spa',
  plugins: [contractRoutes(), react(), tailwindcss()],
  build: {
    outDir: here('./dist/web'),
    emptyOutDir: true,
    // The tokens are written with light-dark(), which these read without a rewrite.
    cssTarget: ['chrome123', 'safari17.5', 'firefox128'],
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Our components only declare; nothing happens by importing them. So a page carries the ones it uses.
      treeshake: { moduleSideEffects: [{ test: /\/web\/(?:ui|words|api)\/.*\.tsx?$/, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\//, priority: 3 },
            { name: 'app', test: /node_modules\/@tanstack\/(?:react-)?query/, priority: 2 },
            // A few hundred bytes each: one file instead of a request an icon. Those of few pages go with their pages.
            { name: 'icons', test: /node_modules\/lucide-react\//, priority: 1, minShareCount: 5 },
            // What nearly every page stands on, likewise; what it leans on is as widely shared, or has a file of its own.
            {
              name: 'base',
              test: /\/web\/(?:ui|words|api|frame|router)\/|\/web\/[\w-]+\.tsx?$/,
              minShareCount: 30,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
})
