/** Findings and requirements of a saved report as texts; reads just what the texts need. */
import { parseReference, type ProductText } from '@occtet/toolkit/assistant'

type Fields = Readonly<Record<string, unknown>>

/** `findings.json`; undefined: it is something else. */
export function findingTexts(json: unknown): readonly ProductText[] | undefined {
  return listIn(json, 'findings')?.flatMap((finding) => {
    const { key, purl, group, aliases, level, summary, priority, fix } = finding
    if (typeof key !== 'string' || typeof purl !== 'string' || typeof group !== 'string') return []
    const because = toFields(priority)?.['because']
    const nearest = toFields(fix)?.['nearest']
    const sentences = [
      text(summary),
      `${purl} has a known vulnerability of level ${text(level) || 'unknown'}.`,
      text(because),
      typeof nearest === 'string' ? `Version ${nearest} repairs it.` : 'No version that repairs it is known.',
    ]
    return [
      {
        kind: 'finding' as const,
        id: key,
        title: `${group} in ${purl}`,
        text: sentences.filter((sentence) => sentence !== '').join(' '),
        names: [
          group,
          purl,
          ...(Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : []),
        ],
      },
    ]
  })
}

/** `cra.json`; undefined: it is something else. */
export function requirementTexts(json: unknown): readonly ProductText[] | undefined {
  return listIn(json, 'requirements')?.flatMap(({ id, ref, title, state, supports, humanNeeded }) => {
    if (typeof id !== 'string' || typeof title !== 'string') return []
    const reference = typeof ref === 'string' ? parseReference(ref) : undefined
    const found = Array.isArray(supports) ? supports.length : 0
    const open = Array.isArray(humanNeeded) ? humanNeeded.filter((item) => typeof item === 'string') : []
    return [
      {
        kind: 'requirement' as const,
        id,
        title: `Where the product stands: ${title}`,
        text: `State: ${text(state)}. Evidence found by machine: ${found}. For a person: ${open.join('; ') || 'nothing'}.`,
        ...(reference !== undefined && { ref: reference }),
      },
    ]
  })
}

function listIn(json: unknown, name: string): readonly Fields[] | undefined {
  const list = toFields(json)?.[name]
  return Array.isArray(list) ? list.map(toFields).filter((item) => item !== undefined) : undefined
}

function toFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
