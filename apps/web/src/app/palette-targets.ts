/** What the palette can find without asking the server: pages, products, and pages for ids, purls and articles that are typed in. */
import type { shellWords, Translator } from '@occtet/ui'
import type { Frame } from './frame.ts'
import type { IconName } from './icons.tsx'
import type { Place } from './paths.ts'
import { placeOf, railEntries } from './rail-entries.ts'

type T = Translator<keyof (typeof shellWords)['en']>

export interface Target {
  readonly kind: 'page' | 'product' | 'action' | 'id' | 'package' | 'article'
  readonly icon: IconName
  readonly word: string
  readonly note: string
  readonly place: Place
}

const advisoryId =
  /^(?:CVE-\d{4}-\d{4,}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|EUVD-\d{4}-\d+|[A-Z]+-\d{4}-\d+)$/i
const mostFound = 12

export function targetsOf(
  t: T,
  params: Readonly<Record<string, string>>,
  frame: Frame | undefined,
): readonly Target[] {
  const { org } = params
  if (org === undefined) return []
  const pages = railEntries.map(
    (entry): Target => ({
      kind: 'page',
      icon: entry.icon,
      word: t(`nav.${entry.id}`),
      note: t('palette.page'),
      place: placeOf(entry, params),
    }),
  )
  const products = (frame?.products ?? []).map(
    ({ name, slug }): Target => ({
      kind: 'product',
      icon: 'box',
      word: name,
      note: t('palette.product'),
      place: { page: 'product', params: { org, product: slug } },
    }),
  )
  return [...pages, ...products, ...actionsOf(t, org)]
}

function actionsOf(t: T, org: string): readonly Target[] {
  return [
    {
      kind: 'action',
      icon: 'plus',
      word: t('palette.add'),
      note: t('palette.action'),
      place: { page: 'welcome', params: { org } },
    },
    {
      kind: 'action',
      icon: 'ask',
      word: t('palette.ask'),
      note: t('palette.action'),
      place: { page: 'assistant', params: { org } },
    },
    {
      kind: 'action',
      icon: 'columns',
      word: t('palette.sources'),
      note: t('palette.action'),
      place: { page: 'sources', params: { org } },
    },
    {
      kind: 'action',
      icon: 'more',
      word: t('nav.appearance'),
      note: t('palette.action'),
      place: { page: 'more', params: { org } },
    },
  ]
}

export interface Asked {
  readonly text: string
  readonly targets: readonly Target[]
  readonly org: string | undefined
}

/** `>` actions, `@` packages, `#` articles; an id or purl that is whole comes first. Begins before contains. */
export function searchTargets(t: T, { text, targets, org }: Asked): readonly Target[] {
  const asked = text.trim()
  if (org === undefined) return []
  const prefix = /^[>@#]/.exec(asked)?.[0]
  const rest = (prefix === undefined ? asked : asked.slice(1)).trim()
  if (prefix === '@') return rest === '' ? [] : [packageOf(t, org, rest)]
  if (prefix === '#') return rest === '' ? [] : [articleOf(t, org, rest)]
  const known = prefix === '>' ? targets.filter(({ kind }) => kind === 'action') : targets
  return [...exact(t, org, rest), ...rank(known, rest.toLowerCase())].slice(0, mostFound)
}

function exact(t: T, org: string, text: string): readonly Target[] {
  if (/^pkg:/i.test(text)) return [packageOf(t, org, text)]
  if (/^\d{1,2}\(\d{1,2}\)/.test(text)) return [articleOf(t, org, text)]
  if (!advisoryId.test(text)) return []
  const place: Place = { page: 'feddbAdvisory', params: { org, id: text } }
  const queue: Place = { page: 'triage', params: { org }, search: { q: text } }
  return [
    { kind: 'id', icon: 'columns', word: text, note: t('nav.feddb'), place },
    { kind: 'id', icon: 'sieve', word: text, note: t('nav.triage'), place: queue },
  ]
}

function packageOf(t: T, org: string, text: string): Target {
  const isPurl = /^pkg:/i.test(text)
  const place: Place = isPurl
    ? { page: 'feddbPackage', params: { org, purl: text } }
    : { page: 'feddb', params: { org }, search: { q: text } }
  return { kind: 'package', icon: 'stack', word: text, note: t('nav.feddb'), place }
}

function articleOf(t: T, org: string, text: string): Target {
  const place: Place = { page: 'requirementsOfAll', params: { org }, search: { q: text } }
  return { kind: 'article', icon: 'grid', word: text, note: t('nav.requirements'), place }
}

function rank(targets: readonly Target[], text: string): readonly Target[] {
  const score = ({ word }: Target): number => {
    const at = word.toLowerCase().indexOf(text)
    return at === 0 ? 0 : at > 0 ? 1 : 2
  }
  return targets.filter((target) => score(target) < 2).toSorted((a, b) => score(a) - score(b))
}
