/** Terminal colours by meaning (ECMA-48, SGR): words carry the meaning, colour only helps to find it. */
import type { SeverityMark } from '@occtet/ui'

export type Meaning = SeverityMark | 'strong' | 'quiet' | 'warning'

export type Painter = (meaning: Meaning, text: string) => string

const codes: Readonly<Record<Meaning, string>> = {
  strong: '1',
  quiet: '2',
  warning: '1;33',
  critical: '1;35',
  high: '35',
  medium: '35',
  low: '2',
  none: '2',
  unknown: '36',
}

export function createPainter(hasColour: boolean): Painter {
  if (!hasColour) return (_, text) => text
  return (meaning, text) => `\u001b[${codes[meaning]}m${text}\u001b[0m`
}
