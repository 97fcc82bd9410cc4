/** Builds the router from the table of pages; each page is loaded when somebody goes there. */
import { createRootRoute, createRoute, createRouter, type RouterHistory } from '@tanstack/react-router'
import { lazy } from 'react'
import { BrokenPage, MissingPage } from './broken-page.tsx'
import { loadPage } from './load-page.ts'
import { type PageId, pages, parseSearch, formatSearch, type Search } from './paths.ts'
import { Shell } from './shell.tsx'

export function createAppRouter(history?: RouterHistory) {
  const root = createRootRoute({
    component: Shell,
    notFoundComponent: MissingPage,
    errorComponent: BrokenPage,
  })
  const children = (Object.keys(pages) as PageId[]).map((id) =>
    createRoute({
      getParentRoute: () => root,
      path: pages[id].path.replace(/:(\w+)/g, '$$$1'),
      component: lazy(async () => ({ default: (await loadPage(id))?.Page ?? MissingPage })),
      errorComponent: BrokenPage,
      staticData: { page: id },
    }),
  )
  return createRouter({
    routeTree: root.addChildren(children),
    parseSearch,
    stringifySearch: (search) => formatSearch(search as Search),
    defaultPendingMs: 150,
    scrollRestoration: true,
    ...(history === undefined ? {} : { history }),
  })
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    page?: PageId
  }
}
