/** Loads the code of a page once, however often it is asked for. */
import type { ComponentType } from 'react'
import { type PageId, pages } from './paths.ts'

export interface PageModule {
  readonly Page: ComponentType
}

const files = import.meta.glob<PageModule>('../pages/*/*-page.tsx')
const loading = new Map<string, Promise<PageModule>>()

/** Undefined where the table names a file that is not there. */
export async function loadPage(id: PageId): Promise<PageModule | undefined> {
  const { file } = pages[id]
  const known = loading.get(file)
  if (known !== undefined) return known
  const load = files[`../pages/${file}.tsx`]
  if (load === undefined) return undefined
  const fresh = load()
  loading.set(file, fresh)
  fresh.catch(() => loading.delete(file))
  return fresh
}
