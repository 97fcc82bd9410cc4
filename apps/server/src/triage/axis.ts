/** Why a finding matched, as marks on an axis of versions: in their order, since versions have no distance. */
import type { Finding } from '@occtet/toolkit/model'
import { parsePurl, splitPurl } from '@occtet/toolkit/model'
import { compareVersions, schemeOfPurlType } from '@occtet/toolkit/versions'

type MarkKind = 'introduced' | 'yours' | 'fixed' | 'last-affected'

export interface AxisMark {
  readonly version: string
  readonly kind: MarkKind
  /** 0 to 1. */
  readonly position: number
}

export interface Axis {
  readonly scheme: string
  readonly marks: AxisMark[]
  readonly spans: { readonly from: number; readonly to: number }[]
}

interface Point {
  readonly version: string
  readonly kinds: Set<MarkKind>
}

/** The beginning of all versions, as OSV writes it. */
const beginning = '0'

/** Undefined where the versions of the type have no known order, or one of them cannot be read. */
export function axisOf({ purl, matched, fix }: Finding): Axis | undefined {
  const parsed = parsePurl(purl)
  const parts = parsed.ok ? splitPurl(parsed.value) : undefined
  const scheme = parts === undefined ? undefined : schemeOfPurlType(parts.type)
  const version = parts?.version
  if (parts === undefined || scheme === undefined || version === undefined || version === '') return undefined
  const ranges = matched.filter(({ kind }) => kind === 'range')
  const wanted: readonly (readonly [string | undefined, MarkKind])[] = [
    [version, 'yours'],
    ...ranges.flatMap(
      (match) =>
        [
          [match.introduced === beginning ? undefined : match.introduced, 'introduced'],
          [match.fixed, 'fixed'],
          [match.lastAffected, 'last-affected'],
        ] as const,
    ),
    [fix.nearest, 'fixed'],
  ]
  const points = order(wanted, typeof scheme === 'string' ? scheme : scheme.id)
  if (points === undefined) return undefined
  const place = (text: string | undefined, open: number): number => {
    const at = points.findIndex((point) => point.version === text)
    return at < 0 ? open : (at + 1) / (points.length + 1)
  }
  return {
    scheme: typeof scheme === 'string' ? scheme : scheme.id,
    marks: points.flatMap(({ version: text, kinds }) =>
      [...kinds].map((kind) => ({ version: text, kind, position: place(text, 0) })),
    ),
    spans: joinSpans(
      ranges.map(({ introduced, fixed, lastAffected }) => ({
        from: place(introduced, 0),
        to: place(fixed ?? lastAffected, 1),
      })),
    ),
  }
}

function order(
  wanted: readonly (readonly [string | undefined, MarkKind])[],
  scheme: string,
): readonly Point[] | undefined {
  const points = new Map<string, Point>()
  for (const [version, kind] of wanted) {
    if (version === undefined) continue
    const point = points.get(version) ?? { version, kinds: new Set() }
    point.kinds.add(kind)
    points.set(version, point)
  }
  let isOrdered = true
  const sorted = [...points.values()].sort((a, b) => {
    const compared = compareVersions(scheme, a.version, b.version)
    if (!compared.ok) isOrdered = false
    return compared.ok ? compared.value : 0
  })
  return isOrdered ? sorted : undefined
}

/** Stretches that meet are one. */
function joinSpans(spans: readonly { readonly from: number; readonly to: number }[]): Axis['spans'] {
  const joined: { from: number; to: number }[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = joined.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}
