/** Any version to three numbers, as VERS texts of npm, Composer and Go write them: 2.1.27.36 becomes 2.1.27+36. */

const numbers = /^\d+(?:\.\d+){0,2}/u

/** Undefined when the text does not start with a number. Loses what a fourth number means; for notation only. */
export function coerceToSemver(text: string): string | undefined {
  const version = text.trim().replace(/^v/iu, '')
  const [start] = numbers.exec(version) ?? []
  if (start === undefined) return undefined
  const parts = [...start.split('.'), '0', '0'].slice(0, 3).map(withoutLeadingZeros)
  const rest = version.slice(start.length).replace(/[^0-9A-Za-z+.-]/gu, '-')
  const [pre, build] = splitRest(rest)
  return `${parts.join('.')}${pre === '' ? '' : `-${pre}`}${build === '' ? '' : `+${build.replaceAll('+', '.')}`}`
}

function withoutLeadingZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/u, '')
}

/** A fourth number stands as build metadata, because Semantic Versioning has no other place for it. */
function splitRest(rest: string): readonly [pre: string, build: string] {
  if (rest.startsWith('+') || rest.startsWith('.')) return ['', rest.slice(1)]
  const text = rest.startsWith('-') ? rest.slice(1) : rest
  const plus = text.indexOf('+')
  return plus === -1 ? [text, ''] : [text.slice(0, plus), text.slice(plus + 1)]
}
