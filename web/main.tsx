import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { follow } from './router/place.ts'
import './styles.css'
import { applyTheme } from './ui/theme.ts'

applyTheme()
follow()

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Calls are already made again where that is sound (web/api/request.ts).
      retry: false,
      // Hints say when something changed; without one, what was read is good for this long.
      staleTime: 30_000,
      // Without a network it is said that nothing answers; a press is not kept to be sent when nobody expects it.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
