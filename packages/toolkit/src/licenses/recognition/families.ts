/** GNU licenses: their text is the same for "this version only" and "or any later version". */
import type { Catalogue } from './catalogue.ts'

/** Deprecated names of "GPL WITH exception" and of the like; the list prints the exception's text for them. */
const combined: Readonly<Record<string, readonly string[]>> = {
  'Autoconf-exception-2.0': ['GPL-2.0-with-autoconf-exception'],
  'Autoconf-exception-3.0': ['GPL-3.0-with-autoconf-exception'],
  'Bison-exception-2.2': ['GPL-2.0-with-bison-exception'],
  'Classpath-exception-2.0': ['GPL-2.0-with-classpath-exception'],
  'eCos-exception-2.0': ['eCos-2.0'],
  'Font-exception-2.0': ['GPL-2.0-with-font-exception'],
  'GCC-exception-2.0': ['GPL-2.0-with-GCC-exception'],
  'GCC-exception-3.1': ['GPL-3.0-with-GCC-exception'],
  'WxWindows-exception-3.1': ['wxWindows'],
}

const family = /^((?:A|L)?GPL-\d\.\d|GFDL-\d\.\d)(?:-(?:no-)?invariants)?(?:-only|-or-later|\+)?$/

/** Which id to name first: current before deprecated, `-only` before `-or-later`, plain before invariants. */
function rank(catalogue: Catalogue, id: string): number {
  return (
    (catalogue.licenses.get(id)?.isDeprecated === true ? 8 : 0) +
    (id.includes('-invariants') ? 4 : 0) +
    (id.includes('-no-') ? 2 : 0) +
    (id.endsWith('-or-later') ? 1 : 0)
  )
}

/**
 * The ids of a text, the one to name first; for a GNU text every id of its version, because the text itself
 * grants no later version: a notice in the files of the program does, or does not.
 */
export function toFamily(
  catalogue: Catalogue,
  ids: readonly string[],
  isNotice: boolean,
): { readonly ids: readonly string[]; readonly laterVersions?: 'not-stated' } {
  const [first = ''] = ids
  const base = family.exec(first)?.[1]
  if (base === undefined || isNotice) return { ids: [...new Set([...ids, ...(combined[first] ?? [])])] }
  const all = [...catalogue.licenses.keys()].filter((id) => family.exec(id)?.[1] === base)
  const sorted = [...new Set([...all, ...ids])].sort(
    (a, b) => rank(catalogue, a) - rank(catalogue, b) || (a < b ? -1 : 1),
  )
  return { ids: sorted, laterVersions: 'not-stated' }
}
