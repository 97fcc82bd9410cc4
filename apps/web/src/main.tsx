/** Starts the application: styles, providers, router. */
import 'virtual:look.css'
import './app/base.css'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { leaveIfSignedOut } from './api/signed-out.ts'
import { LanguageProvider } from './app/language.tsx'
import { createAppRouter } from './app/router.tsx'
import { applyRememberedTheme } from './app/theme.ts'

applyRememberedTheme()

const client = new QueryClient({
  queryCache: new QueryCache({ onError: leaveIfSignedOut }),
  defaultOptions: { queries: { staleTime: 15_000, refetchOnWindowFocus: true } },
})
const router = createAppRouter()
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
