/** Breaks a text at spaces into a few lines; what does not fit is cut with an ellipsis. */
import { clip } from '@occtet/ui'

/** `width` in UTF-16 units; a word longer than a line is cut. */
export function wrap(text: string, { width, lines }: { width: number; lines: number }): readonly string[] {
  const out: string[] = []
  let rest = text
  while (rest.length > width && out.length < lines - 1) {
    const space = rest.lastIndexOf(' ', width)
    const at = space <= 0 ? width : space
    out.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  return [...out, rest.length > width ? clip(rest, width - 1) : rest]
}
