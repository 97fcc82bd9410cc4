/** Copyright lines of a text: what licenses ask to be kept. */

const line = /(?:\bcopyright\b\s*(?:\(c\)|©|&copy;|[0-9]{4}|by\b)|©\s*[0-9]{4}|^\W*\(c\)\s*[0-9]{4})/i
/** Sentences that speak of copyright lines, and fields to be filled in. */
const noLine =
  /<year>|\[yyyy\]|\{yyyy\}|<name|\[name of|year name of author|copyright (?:notice|holder|owner|statement)s?\b/i

const mostLength = 300
const mostLines = 200

/**
 * Lines in order, each once, without comment signs. Lines of the license's own author that stand in the standard
 * text (the Free Software Foundation's in the GPL) say nothing about the component and are left out.
 */
export function findCopyrightLines(text: string, standardTexts: readonly string[]): readonly string[] {
  const own = new Set(standardTexts.flatMap((standard) => standard.split(/\r?\n/).map(toLine)))
  const found = text
    .split(/\r?\n/)
    .filter((one) => one.length <= 4 * mostLength && line.test(one) && !noLine.test(one))
    .map(toLine)
    .filter((one) => one.length <= mostLength && !own.has(one))
  return [...new Set(found)].slice(0, mostLines)
}

/** True for a line that `findCopyrightLines` would list. */
export function isCopyrightLine(one: string): boolean {
  return one.length <= 4 * mostLength && line.test(one) && !noLine.test(one)
}

/** Licenses whose own wording is under copyright say so in themselves; that line belongs to the text. */
const ownWording = /copies of this license document|this license is copyright|license text copyright/i

/**
 * A text of the list as it may stand for a package that brings none: the holders that the list's sample names (the
 * ISC's in the ISC License) are not the package's, and are left out.
 */
export function withoutSampleHolders(standardText: string): string {
  if (ownWording.test(standardText)) return standardText
  return standardText
    .split(/\r?\n/)
    .filter(
      (one) =>
        one.length > 4 * mostLength || !(line.test(one) || /^\W*copyright <|^\W*<copyright/i.test(one)),
    )
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

function toLine(one: string): string {
  return one
    .replace(/^[\s/*#;%|>-]+/, '')
    .replace(/[\s*/]+$/, '')
    .replaceAll(/\s+/g, ' ')
}
