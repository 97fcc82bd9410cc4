/** What every page of the self-assessment asks with: organisation, product, release, language. */
import { useWords } from '../../app/language.tsx'
import { useHere, useSearchText } from '../../app/place.ts'
import { shellWords } from '@occtet/ui'

export interface CraAddress {
  readonly org: string
  readonly product: string
  /** A version, or `current`. */
  readonly release: string
}

export function useCraAddress(): CraAddress {
  const { org = '', product = '', release = 'current' } = useHere().params
  return { org, product, release }
}

export type CraMode = 'quick' | 'full'

/** The quick scan stands in the address as `?mode=quick`. */
export function useMode(): readonly [CraMode, (mode: CraMode) => void] {
  const [text, setText] = useSearchText('mode')
  return [text === 'quick' ? 'quick' : 'full', (mode) => setText(mode === 'quick' ? 'quick' : '')]
}

/** Query of the routes; the release in the address is the one whose evidence counts. */
export function useCraQuery(mode: CraMode = 'full'): {
  readonly lang: 'en' | 'de'
  readonly release: string
  readonly mode: CraMode
} {
  const { release } = useCraAddress()
  return { lang: useWords(shellWords).language, release, mode }
}
