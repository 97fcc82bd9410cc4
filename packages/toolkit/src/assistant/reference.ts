/** References to provisions of Regulation (EU) 2024/2847 in the one grammar that answers use. */

/** `Art. 14(2)(a)`, `Annex I, Part II, point (1)`, `Annex III, Class I, point (3)`, `recital 34`. */
export type Reference = string & { readonly __reference: true }

const group = String.raw`\((?:\d+[a-z]?|[a-z]{1,2})\)`
const article = new RegExp(String.raw`^Art\. \d+[a-z]?(?:${group})*$`)
const annex = new RegExp(
  String.raw`^Annex [IVX]+(?:, Part [IVX]+)?(?:, Class [IVX]+)?(?:, point ${group}(?:${group})*)?$`,
)
const recital = /^recital \d+$/

/** The only door: a text that is in the grammar to the letter, or undefined. Whether the law has it is another question. */
export function parseReference(text: string): Reference | undefined {
  const isReference = article.test(text) || annex.test(text) || recital.test(text)
  return isReference ? (text as Reference) : undefined
}

/**
 * The provisions above it, nearest first: `Art. 14(2)(a)` gives `Art. 14(2)` and `Art. 14`.
 * A parent is never a stand-in for its child.
 */
export function parentsOf(reference: Reference): readonly Reference[] {
  const parents: Reference[] = []
  let rest: string = reference
  for (;;) {
    const shorter = rest.replace(/(?:, (?:Part|Class) [IVX]+|, point \([^()]*\)|\([^()]*\))$/, '')
    if (shorter === rest) return parents
    rest = shorter
    const parent = parseReference(rest)
    if (parent !== undefined) parents.push(parent)
  }
}

const spoken: readonly (readonly [pattern: RegExp, toReference: (found: RegExpExecArray) => string])[] = [
  [
    /\b(?:art(?:\.|icles?|ikel[ns]?)?)\s*(\d+[a-z]?)((?:\s*\([\da-z]{1,3}\))*)(?:,?\s*(?:paragraph|para\.?|abs(?:atz|\.)?|number|no\.|nummer|nr\.?)\s*\(?(\d+[a-z]?)\)?)?(?:,?\s*(?:point|letter|lit\.?|buchst(?:abe|\.)?)\s*\(?([a-z])\)?)?/giu,
    ([, number, groups, paragraph, letter]) =>
      `Art. ${number}${(groups ?? '').replace(/\s/g, '').toLowerCase()}${inBrackets(paragraph)}${inBrackets(letter)}`,
  ],
  [
    /\b(?:annex|anhang|anhangs)\s+([ivx]+)\b(?:,?\s*(?:part|teil)\s+([ivx]+)\b)?(?:,?\s*(?:class|klasse)\s+([ivx]+)\b)?(?:,?\s*(?:point|nr\.?|nummer|ziffer|punkt)?\s*\(?(\d+)\)?)?((?:\s*\([a-z]\))*)/giu,
    ([, number, part, kind, point, letters]) =>
      [
        `Annex ${number?.toUpperCase()}`,
        part && `, Part ${part.toUpperCase()}`,
        kind && `, Class ${kind.toUpperCase()}`,
        point && `, point (${point})${(letters ?? '').replace(/\s/g, '').toLowerCase()}`,
      ]
        .filter(Boolean)
        .join(''),
  ],
  [/\b(?:recital|erwägungsgr(?:und|undes|ünde))\s*\(?(\d+)\)?/giu, ([, number]) => `recital ${number}`],
]

/** Provisions that a text names, in English or German and in the spellings people use, in the order of the text. */
export function findReferences(text: string): readonly Reference[] {
  const found: { at: number; reference: Reference }[] = []
  for (const [pattern, toReference] of spoken) {
    for (const match of text.matchAll(pattern)) {
      const reference = parseReference(toReference(match))
      if (reference !== undefined) found.push({ at: match.index, reference })
    }
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ reference }) => reference))]
}

/** The text without what `findReferences` finds in it. */
export function withoutReferences(text: string): string {
  return spoken.reduce((rest, [pattern]) => rest.replaceAll(pattern, ' '), text)
}

function inBrackets(text: string | undefined): string {
  return text === undefined ? '' : `(${text.toLowerCase()})`
}
