/** Builds the router from the table of pages; each page is loaded when somebody goes there. */
import { createRootRoute, createRoute, createRouter, type RouterHistory } from '@tanstack/react-router'
import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import { BrokenPage, MissingPage } from './broken-page.tsx'
import { loadPage } from './load-page.ts'
import { type PageId, pages, parseSearch, formatSearch, type Search } from './paths.ts'
import { Shell } from './shell.tsx'

const loaded = new Map<string, LazyExoticComponent<ComponentType>>()

/** One for each file: what opens within a page leaves the rest of it, and the focus, where it is. */
function pageOf(id: PageId): LazyExoticComponent<ComponentType> {
  const { file } = pages[id]
  const page = loaded.get(file) ?? lazy(async () => ({ default: (await loadPage(id))?.Page ?? MissingPage }))
  loaded.set(file, page)
  return page
}

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
      component: pageOf(id),
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
