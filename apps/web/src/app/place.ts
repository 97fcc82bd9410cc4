/** Where we are, and how to go elsewhere: parameters, search and links as every page uses them. */
import {
  type AnyRoute,
  type Router,
  type RouterHistory,
  useRouter,
  useRouterState,
} from '@tanstack/react-router'
import { useCallback } from 'react'
import { formatSearch, hrefOf, type PageId, type Place } from './paths.ts'

type AppRouter = Router<AnyRoute, 'never', false, RouterHistory>

/** The router, for its history; elsewhere use `useGo`. */
export function useAppRouter(): AppRouter {
  return useRouter<AppRouter>()
}

interface HereLocation {
  readonly pathname: string
  readonly hash: string
  readonly search: Readonly<Record<string, string>>
}

export interface Here {
  /** Undefined on an address that is no page. */
  readonly page: PageId | undefined
  readonly params: Readonly<Record<string, string>>
  readonly search: Readonly<Record<string, string>>
  /** Decoded, without `#`; empty where there is none. */
  readonly hash: string
}

export function useHere(): Here {
  return useRouterState({
    select: ({ matches, location }) => {
      const last = matches.at(-1)
      return {
        page: last?.staticData.page,
        params: (last?.params ?? {}) as Readonly<Record<string, string>>,
        search: location.search as Readonly<Record<string, string>>,
        hash: decode(location.hash),
      }
    },
    structuralSharing: true,
  })
}

/** A parameter of the address; only for pages whose path has it. */
export function useParam(name: string): string {
  const value = useHere().params[name]
  if (value === undefined) throw new Error(`this page has no ${name} in its address`)
  return value
}

/** One value behind the question mark, and how to set it; an empty text takes it away. The way back forgets the steps between. */
export function useSearchText(name: string): readonly [string, (value: string) => void] {
  const value = useHere().search[name] ?? ''
  const change = useSearchChange()
  return [value, useCallback((next: string) => change({ [name]: next }), [change, name])]
}

/** Changes several values at once; the others stay. `pushes`: the way back undoes this step. */
export function useSearchChange(): (
  values: Readonly<Record<string, string | undefined>>,
  more?: { readonly pushes?: boolean; readonly hash?: string },
) => void {
  const router = useAppRouter()
  return useCallback(
    (values, more = {}) => {
      const { pathname, hash, search } = router.state.location as HereLocation
      const next = formatSearch({ ...search, ...values })
      const anchor = more.hash ?? decode(hash)
      const href = `${encodePath(pathname)}${next}${anchor === '' ? '' : `#${encodeURIComponent(anchor)}`}`
      if (more.pushes === true) router.history.push(href)
      else router.history.replace(href)
    },
    [router],
  )
}

/** Goes to a page; the language in the address stays. */
export function useGo(): (place: Place) => void {
  const router = useAppRouter()
  const { lang } = useHere().search
  return useCallback((place) => router.history.push(hrefOf(keepLanguage(place, lang))), [router, lang])
}

/** The address of a page, as a link needs it. */
export function useHref(): (place: Place) => string {
  const { lang } = useHere().search
  return useCallback((place) => hrefOf(keepLanguage(place, lang)), [lang])
}

function keepLanguage(place: Place, lang: string | undefined): Place {
  return lang === undefined ? place : { ...place, search: { lang, ...place.search } }
}

/** A part of an address as people read it; what is no encoding stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The router hands out decoded path names; a segment may hold characters that a path cannot. */
function encodePath(pathname: string): string {
  return pathname.replace(/[^/%\w.~!$&'()*+,;=:@-]/gu, (character) => encodeURIComponent(character))
}
